// Writes this host's address into the snippets and lets them be copied.
const here = new URL('../', import.meta.url).href;
for (const snippet of document.querySelectorAll('[data-snippet]')) {
  const text = snippet.textContent.replaceAll('https://example.org/vheat/', here);
  snippet.textContent = text;
  snippet.tabIndex = 0;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not allowed here';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  snippet.append(button);
}
