"""Colours and type of pictures and pages, for light and dark, for screens and paper.

Each colour of letters on its ground has a contrast of 4.5 or more.
"""

from __future__ import annotations

_LIGHT = """
--ground:#fbfbfa;--card:#fff;--ink:#1d2430;--soft:#566072;--line:#d5dae1;
--data:#0b6e8a;--prepare:#3c6e2e;--register:#7a5200;--model:#6b3fa0;--train:#9a3412;--ask:#1f4e9c;
--use:#1f4e9c;--note:#566072;--error:#b3131f;--warning:#8a5200;--info:#33608c;
--error-ground:#fdeced;--warning-ground:#fdf3e0;--info-ground:#eaf1f9;
--h0:#f0f2f4;--h1:#d3e8ee;--h2:#a5d0dd;--h3:#6fb3c7;--h4:#1f7d97;--h5:#0b6e8a;
--heat-ink:#1d2430;--heat-ink-dark:#fff;--here:#d97706;"""
_DARK = """
--ground:#14181f;--card:#1d232c;--ink:#e6e9ee;--soft:#a3adbb;--line:#37404d;
--data:#5cc4df;--prepare:#8fcf7c;--register:#e5b94f;--model:#c3a3f0;--train:#f0986f;--ask:#8db8f5;
--use:#8db8f5;--note:#a3adbb;--error:#ff8b92;--warning:#f2b950;--info:#8fbbe8;
--error-ground:#3a1d22;--warning-ground:#372b15;--info-ground:#1c2c3d;
--h0:#232a34;--h1:#1d3a45;--h2:#1f5162;--h3:#236a80;--h4:#2f8aa5;--h5:#5cc4df;
--heat-ink:#e6e9ee;--heat-ink-dark:#0d1117;--here:#f59e0b;"""

PICTURE = """
svg.picture text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px;fill:var(--ink)}
svg.picture .ground{fill:var(--ground)}
svg.picture .column{font-size:17px;font-weight:600}
svg.picture .card{fill:var(--card);stroke:var(--line)}
svg.picture .edge{fill:none;stroke-width:3;stroke-linecap:round}
svg.picture .step{font-size:11px;font-weight:700;letter-spacing:.04em;text-transform:uppercase}
svg.picture .where{font-size:11px;fill:var(--soft)}
svg.picture .code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11px}
svg.picture .told{font-size:11.5px;fill:var(--soft)}
svg.picture .state{font-size:11px;font-style:italic;fill:var(--soft)}
svg.picture .small{font-size:10px;fill:var(--ink)}
svg.picture .arrow{fill:none;stroke-width:1.8}
svg.picture .arrow.data{stroke:var(--data)}
svg.picture .arrow.model{stroke:var(--model)}
svg.picture .tip.data{fill:var(--data)}
svg.picture .tip.model{fill:var(--model)}
svg.picture .curve{fill:none;stroke:var(--train);stroke-width:1.8}
svg.picture .note.error{fill:var(--error-ground)}
svg.picture .note.warning{fill:var(--warning-ground)}
svg.picture .note.info{fill:var(--info-ground)}
svg.picture .bar{stroke-width:3;stroke-linecap:round}
svg.picture .bar.error{stroke:var(--error)}
svg.picture .bar.warning{stroke:var(--warning)}
svg.picture .bar.info{stroke:var(--info)}
svg.picture .message{font-size:11.5px}
svg.picture .rule{font-weight:700}
svg.picture .rule.error{fill:var(--error)}
svg.picture .rule.warning{fill:var(--warning)}
svg.picture .rule.info{fill:var(--info)}
svg.picture .page{font-size:11px;text-decoration:underline;fill:var(--ask)}
svg.picture .box.error>.card{stroke:var(--error);stroke-width:1.6}
svg.picture .box.warning>.card{stroke:var(--warning);stroke-width:1.6}
svg.picture .h0{fill:var(--h0)}svg.picture .h1{fill:var(--h1)}svg.picture .h2{fill:var(--h2)}
svg.picture .h3{fill:var(--h3)}svg.picture .h4{fill:var(--h4)}svg.picture .h5{fill:var(--h5)}
svg.picture .small.n4,svg.picture .small.n5{fill:var(--heat-ink-dark)}
svg.picture .box:focus{outline:none}
svg.picture .box:focus>.card,svg.picture .box.here>.card{stroke:var(--here);stroke-width:2.6}
""" + "".join(
    f"svg.picture .{step}>.edge{{stroke:var(--{step})}}svg.picture .{step}>.step{{fill:var(--{step})}}\n"
    for step in ("data", "prepare", "register", "model", "train", "ask", "use", "note")
)

# An editor's theme is the reader's choice, whatever the system's is.
COLOURS = (
    f":root{{color-scheme:light dark;{_LIGHT}}}\n"
    f"@media (prefers-color-scheme:dark){{:root{{{_DARK}}}}}\n"
    f"body.vscode-light{{{_LIGHT}}}\nbody.vscode-dark{{{_DARK}}}\n"
    f"@media print{{:root,body.vscode-dark{{{_LIGHT}}}}}\n"
)

PAGE = """
*{box-sizing:border-box}
body{margin:0;padding:16px 20px 40px;background:var(--ground);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:1120px;margin:0 auto}
h1{font-size:22px;line-height:1.25;margin:0 0 2px;overflow-wrap:anywhere}
h2{font-size:17px;margin:28px 0 8px}
h3{font-size:15px;margin:18px 0 4px;overflow-wrap:anywhere}
p{margin:4px 0}
a{color:var(--ask)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--here);outline-offset:2px}
.soft{color:var(--soft)}
.error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}
code,pre{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
summary{cursor:pointer;font-weight:600}
ol.words{padding-left:26px}ol.words li{margin:8px 0}
ol.words ul{margin:2px 0;padding-left:18px}
"""

_FIGURES = """
figure{margin:12px 0 0}
figure svg.picture{display:block;max-width:100%;height:auto;margin:0 auto}
.tall{display:none}
.tall:only-child{display:block}
@media (max-width:820px){body{padding:12px 8px 32px}.wide{display:none}.tall{display:block}}
"""
OF_REPORTS = _FIGURES
OF_PICTURES = (
    _FIGURES
    + """
@media print{body{padding:0;background:none}
main{max-width:none;height:99vh;display:flex;flex-direction:column;overflow:hidden}h1{font-size:14px}
.wide{display:block!important;height:100%}.tall,details,.loose{display:none!important}
figure{flex:1 1 0;min-height:0;margin-top:6px}figure svg.picture{width:100%;height:100%}}
"""
)

MAP = """
svg.map .name{font-weight:600;font-size:12.5px}
svg.map .program>.edge{stroke:var(--model)}
svg.map .data>.card{fill:var(--h0);stroke:var(--data)}
svg.map .model>.card{fill:var(--h0);stroke:var(--model);stroke-width:1.6}
svg.map .perhaps{stroke-dasharray:5 4}
svg.map a:hover>.card{stroke:var(--here)}
svg.map a:focus{outline:none}
svg.map a:focus>.card{stroke:var(--here);stroke-width:2.6}
"""
# A map with a sheet for each program: one of them is shown at a time, the map where none is named.
OF_MAPS = """
main#map{max-width:none}
figure.map{overflow-x:auto}
figure.map svg.picture{max-width:none;margin:0}
.sheet{display:none;max-width:1120px;margin:0 auto}
.sheet:target{display:block}
body:has(.sheet:target) #map{display:none}
ul.programs{padding-left:18px}ul.programs li{margin:7px 0;overflow-wrap:anywhere}
@media (max-width:820px){figure.map{display:none}}
@media print{@page{size:A4 landscape;margin:10mm}
figure.map{display:block!important;overflow:visible}
.sheet{display:none}.sheet:target{display:flex}.sheet p:first-child{display:none}
body:has(.sheet:target) main#map{display:none}}
"""

REPORT = """
.tables{display:flex;flex-wrap:wrap;gap:12px 40px;margin:16px 0 8px;align-items:flex-start}
table{border-collapse:collapse}
caption{text-align:left;font-weight:600;padding:4px 0}
th{text-align:left;font-weight:400;padding:2px 16px 2px 0;overflow-wrap:anywhere}
td{text-align:right;font-weight:600;vertical-align:top;padding:2px 0}
h2{border-bottom:1px solid var(--line);padding-bottom:4px;overflow-wrap:anywhere}
.finding{border:1px solid var(--line);border-left:4px solid var(--info);border-radius:6px;background:var(--card);padding:4px 14px 8px;margin:12px 0;break-inside:avoid}
.of-error{border-left-color:var(--error)}.of-warning{border-left-color:var(--warning)}
.said{font-weight:600}
.finding h3{margin:6px 0 2px}.finding ul{margin:2px 0;padding-left:20px}
.place{color:var(--soft);font-weight:400;font-size:13px;margin-left:6px}
pre{overflow-x:auto;background:var(--ground);border:1px solid var(--line);border-radius:5px;padding:6px 8px;margin:6px 0}
pre:focus-visible{outline:2px solid var(--here)}
.number{color:var(--soft);user-select:none}
mark{background:var(--warning-ground);color:inherit;border-bottom:2px solid var(--warning)}
.of-error mark{background:var(--error-ground);border-color:var(--error)}
.of-info mark{background:var(--info-ground);border-color:var(--info)}
@page{margin:14mm}
@media print{body{padding:0;background:none;font-size:11px}main{max-width:none}a{color:inherit}}
"""

# It marks the last box up to where an editor's cursor is, and tells the editor which was chosen.
SCRIPT = """
(function(){
var editor=typeof acquireVsCodeApi==="function"?acquireVsCodeApi():null;
var boxes=Array.prototype.slice.call(document.querySelectorAll("svg.picture .box"));
function show(cell,line,scroll){
var best={};
boxes.forEach(function(box){
var d=box.dataset,c=+d.cell,l=+d.line;
box.classList.remove("here");
if(d.own!=="1"||c>cell||c===cell&&l>line)return;
var root=box.ownerSVGElement.parentNode.className,b=best[root],bc=b?+b.dataset.cell:-1;
if(bc<c||bc===c&&+b.dataset.line<=l)best[root]=box;
});
Object.keys(best).forEach(function(root){
best[root].classList.add("here");
if(scroll&&best[root].getClientRects().length)best[root].scrollIntoView({block:"center"});
});
}
window.addEventListener("message",function(event){
var at=event.data;
if(at&&typeof at.cell==="number"&&typeof at.line==="number")show(at.cell,at.line,true);
});
function chosen(box){
if(editor&&box.dataset.own==="1")editor.postMessage({cell:+box.dataset.cell,line:+box.dataset.line});
}
boxes.forEach(function(box){
box.addEventListener("click",function(event){if(!event.target.closest("a"))chosen(box);});
box.addEventListener("keydown",function(event){if(event.key==="Enter"&&event.target===box)chosen(box);});
});
if(editor)editor.postMessage("ready");
})();
"""
