import { withBase } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';

/**
 * `<Playground />`: loads the script of the playground and the text of its worker once. After that the page asks for
 * nothing: it works without a network, and nothing that is pasted leaves it.
 */
export default defineComponent({
  setup() {
    const place = ref();
    const failed = ref('');
    let unmount = () => {};
    let isGone = false;
    onMounted(async () => {
      try {
        const [{ mount }, source] = await Promise.all([
          import(/* @vite-ignore */ new URL(withBase('/playground/app.js'), location.href).href),
          fetch(withBase('/playground/worker.js')).then((answer) => answer.text()),
        ]);
        if (!isGone) unmount = mount(place.value, source);
      } catch (error) {
        failed.value = `The playground could not be loaded: ${error.message}. Load the page again.`;
      }
    });
    onBeforeUnmount(() => {
      isGone = true;
      unmount();
    });
    return () => [h('div', { ref: place }), failed.value && h('p', { role: 'alert' }, failed.value)];
  },
});
