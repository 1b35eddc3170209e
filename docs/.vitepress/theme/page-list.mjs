import { useData, withBase } from 'vitepress';
import { defineComponent, h } from 'vue';

/**
 * `<PageList folder="guides" />`: the pages of a folder, in the order of the sidebar, each with its first sentences.
 */
export default defineComponent({
  props: { folder: { type: String, required: true } },
  setup({ folder }) {
    const { theme } = useData();
    const items = theme.value.sidebar.find(({ items: [first] }) => first?.link.startsWith(`/${folder}/`))?.items ?? [];
    return () =>
      h(
        'ul',
        items
          .filter(({ link }) => link !== `/${folder}/`)
          .map(({ link, text, summary }) =>
            h('li', [
              h('a', { href: withBase(link.endsWith('/') ? link : `${link}.html`) }, text),
              summary && `: ${summary}`,
            ]),
          ),
      );
  },
});
