// SPDX-License-Identifier: Apache-2.0
import HTML

/// How the page in a package looks: on a screen in light and dark, and on A4.
enum PageStyle {
    static let sheet: HTML = """
        :root{color-scheme:light dark;
        --paper:light-dark(#fff,#10151b);--soft:light-dark(#f5f7f9,#171e26);\
        --line:light-dark(#c3cbd4,#3a4653);--ink:light-dark(#17202a,#e7edf3);\
        --muted:light-dark(#4d5a68,#a9b6c4);--link:light-dark(#0b57a4,#8cc2ff);\
        --good:light-dark(#0a6640,#6fdca5);--watch:light-dark(#7a4b00,#ffc861);\
        --bad:light-dark(#a3161f,#ff9b9b)}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:68rem;padding:1.5rem;background:var(--paper);color:var(--ink);\
        font:1rem/1.5 system-ui,"Liberation Sans",sans-serif;font-variant-numeric:tabular-nums}
        h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0}
        h2{font-size:1.2rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .25rem}
        .kind{color:var(--muted);margin:0;letter-spacing:.02em}
        .question{font-size:1.1rem;margin:.25rem 0 1rem;max-width:60ch}
        .demo{border:2px dashed var(--watch);color:var(--watch);padding:.5rem .75rem;\
        font-weight:600;margin:0 0 1.25rem}
        a{color:var(--link)}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));\
        gap:.75rem 1.5rem;margin:0}
        dl div{border-top:1px solid var(--line);padding-top:.35rem}
        dt{color:var(--muted);font-size:.875rem}dd{margin:0;overflow-wrap:anywhere}
        code,pre{font:.875em/1.45 ui-monospace,"Liberation Mono",monospace}
        code{overflow-wrap:anywhere}
        pre{background:var(--soft);border:1px solid var(--line);padding:.75rem;overflow:auto}
        .wide{overflow-x:auto}.id{white-space:nowrap}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:start;vertical-align:top;padding:.4rem .75rem .4rem 0;\
        border-bottom:1px solid var(--line)}
        th{font-size:.875rem;color:var(--muted)}
        .badge{display:inline-block;white-space:nowrap;border:1px solid currentColor;\
        border-radius:99px;padding:.05rem .6rem;font-weight:600;font-size:.875rem}
        header .badge{font-size:1rem;padding:.2rem .8rem}
        .good{color:var(--good)}.watch{color:var(--watch)}.bad{color:var(--bad)}\
        .neutral{color:var(--muted)}
        footer{margin-top:2.5rem;padding-top:.75rem;border-top:1px solid var(--line);\
        color:var(--muted);font-size:.875rem}
        @media print{:root{color-scheme:light}body{max-width:none;padding:0;font-size:9.5pt}\
        h2{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}\
        .wide{overflow:visible}a{color:inherit;text-decoration:none}\
        @page{size:A4;margin:16mm 14mm}}
        """
}
