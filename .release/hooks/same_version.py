"""The hooks of a revision run the program of the same version."""

from hatchling.metadata.plugin.interface import MetadataHookInterface


class SameVersion(MetadataHookInterface):
    def update(self, metadata):
        metadata["dependencies"] = ["sessionc==" + metadata["version"]]
