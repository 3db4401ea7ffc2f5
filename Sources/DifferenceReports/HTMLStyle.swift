/// How the page looks, in light and in dark.
enum HTMLStyle {
  static let text = """
    :root { color-scheme: light dark; --line: #d0d7de; --soft: #f6f8fa; --del: #ffd7d5; --ins: #c8f0d0;
      --breaking: #b42318; --safety: #9a6700; --behaviour: #0550ae; --cosmetic: #59636e; }
    @media (prefers-color-scheme: dark) { :root { --line: #3d444d; --soft: #161b22; --del: #67262a;
      --ins: #1c4f2c; --breaking: #ff8a80; --safety: #e3b341; --behaviour: #79c0ff; --cosmetic: #9198a1; } }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
    small, .sides, .advice { color: var(--cosmetic); font-weight: normal; }
    label { margin-right: 1rem; }
    section { border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; margin: 1rem 0; }
    article { border-left: 3px solid var(--line); padding-left: .75rem; margin: .5rem 0; }
    article p { margin: .2rem 0; overflow-wrap: anywhere; }
    article.breaking { border-color: var(--breaking); } article.safety { border-color: var(--safety); }
    article.behaviour { border-color: var(--behaviour); }
    .breaking > p > .level { color: var(--breaking); } .safety > p > .level { color: var(--safety); }
    .behaviour > p > .level { color: var(--behaviour); } .cosmetic > p > .level { color: var(--cosmetic); }
    code, td, .value { font-family: ui-monospace, monospace; font-size: .9em; }
    table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: .5rem 0; }
    th { text-align: left; font-size: .8em; color: var(--cosmetic); }
    td { width: 50%; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 .5rem;
      border: 1px solid var(--line); }
    td.none { background: var(--soft); } .gap td { text-align: center; color: var(--cosmetic); }
    del { background: var(--del); text-decoration: none; } ins { background: var(--ins); text-decoration: none; }
    #show-breaking:not(:checked) ~ main .breaking, #show-safety:not(:checked) ~ main .safety,
    #show-behaviour:not(:checked) ~ main .behaviour, #show-cosmetic:not(:checked) ~ main .cosmetic
      { display: none; }
    """
}
