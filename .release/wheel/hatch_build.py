"""Puts the program into the wheel as a script, and says by its tag what system it needs."""

import platform
import re
import subprocess

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def needed_glibc(program):
    """The newest version of glibc that the program asks for, such as (2, 35)."""
    symbols = subprocess.run(["objdump", "-T", program], capture_output=True, text=True, check=True).stdout
    return max(tuple(map(int, found)) for found in re.findall(r"GLIBC_(\d+)\.(\d+)", symbols))


class ProgramHook(BuildHookInterface):
    def initialize(self, version, build_data):
        name = self.metadata.name
        build_data["shared_scripts"] = {name: name}
        build_data["pure_python"] = False
        build_data["tag"] = "py3-none-manylinux_%d_%d_%s" % (*needed_glibc(name), platform.machine())
