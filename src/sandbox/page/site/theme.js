// Runs before anything is drawn, so that a page that is meant to be dark never flashes white.
{
  const stored = localStorage.getItem('theme');
  if (stored === 'light' || stored === 'dark') document.documentElement.dataset.theme = stored;
}
