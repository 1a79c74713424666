import { part } from './build.js';

/** Light, dark, or what the system wants; the choice is kept for the next visit. */
export function watchTheme() {
  const choice = part('theme', HTMLSelectElement);
  choice.value = document.documentElement.dataset.theme ?? 'auto';
  choice.addEventListener('change', () => {
    if (choice.value === 'auto') {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem('theme');
      return;
    }
    document.documentElement.dataset.theme = choice.value;
    localStorage.setItem('theme', choice.value);
  });
}
