// The lines to paste: the address that they need is the one this site is published at, and a button copies them.
const base = new URL('../', import.meta.url).href;
const { host } = document.body.dataset;

// The button says what it has done, and a reader of the screen hears it.
export function copyButton(code) {
  const button = document.createElement('button');
  const said = document.createElement('span');
  const row = document.createElement('p');
  button.type = 'button';
  button.textContent = 'Copier ces lignes';
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    said.textContent = '';
    try {
      await navigator.clipboard.writeText(code.textContent);
      said.textContent = ' Copié.';
    } catch {
      getSelection().selectAllChildren(code);
      said.textContent = ' Les lignes sont sélectionnées\u00a0: copiez-les au clavier.';
    }
  });
  row.className = 'copy';
  row.append(button, said);
  return row;
}

for (const code of document.querySelectorAll('pre[data-code] > code')) {
  if (code.textContent.includes(host)) code.textContent = code.textContent.replaceAll(host, base);
  if (code.parentElement.dataset.code === 'html') code.parentElement.after(copyButton(code));
}
