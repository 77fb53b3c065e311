// Runs a report's own script over the report's own content, with a stand-in for the browser's
// document, and prints what it says: node page.js report.html
'use strict';
const html = require('fs').readFileSync(process.argv[2], 'utf8');
const unescaped = text => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
  .replace(/&#39;/g, "'").replace(/&amp;/g, '&');
const script = html.slice(html.lastIndexOf('<script>') + 8, html.lastIndexOf('</script>'));
const proof = /<script type="application\/json" id="proof">([\s\S]*?)<\/script>/.exec(html)[1];
const entries = [...html.matchAll(/<details class="entry" data-position="(\d+)">([\s\S]*?)<\/details>/g)];
const element = match => ({
  dataset: { position: match[1] },
  classList: { add: () => {} },
  querySelector: name => ({
    textContent: unescaped(new RegExp(`class="${name.slice(1)}">([\\s\\S]*?)</`).exec(match[2])[1]),
  }),
});
globalThis.document = {
  body: {
    dataset: {
      set checked(verdict) {
        console.log('checked ' + verdict);
      },
    },
  },
  createElement: () => ({}),
  getElementById: id => id === 'proof'
    ? { textContent: proof }
    : { textContent: '', append: item => console.log(item.className + ': ' + item.textContent) },
  querySelectorAll: () => entries.map(element),
};
(0, eval)(script);
