import theme from 'vitepress/theme-without-fonts';
import { nextTick } from 'vue';
import PageList from './page-list.mjs';
import Playground from './playground.mjs';
import './playground.css';
import './style.css';

export default {
  extends: theme,
  enhanceApp({ app, router }) {
    app.component('PageList', PageList);
    app.component('Playground', Playground);
    // As transformHtml does it for the page that is loaded first.
    router.onAfterRouteChange = async () => {
      if (import.meta.env.SSR) return;
      await nextTick();
      const content = document.getElementById('VPContent');
      if (content?.classList.contains('is-home')) content.setAttribute('role', 'main');
      else content?.removeAttribute('role');
    };
  },
};
