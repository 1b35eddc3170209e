import theme from 'vitepress/theme-without-fonts';
import PageList from './page-list.mjs';
import './style.css';

export default {
  extends: theme,
  enhanceApp({ app }) {
    app.component('PageList', PageList);
  },
};
