import type { CaptureListeners } from '../captures/index.js';
import type { Event } from './steps.js';

/**
 * Listeners for each time that captures are read: together they hear everything once, in the first reading that gets so
 * far.
 */
export function onceHeard({ onRead, onPassedOver }: CaptureListeners): () => CaptureListeners {
  let bytesHeard = 0;
  let passedOverHeard = 0;
  return () => {
    let bytesRead = 0;
    let passedOver = 0;
    return {
      onRead(bytes) {
        bytesRead += bytes;
        if (bytesRead <= bytesHeard) return;
        onRead?.(bytesRead - bytesHeard);
        bytesHeard = bytesRead;
      },
      onPassedOver(source, why) {
        passedOver += 1;
        if (passedOver <= passedOverHeard) return;
        onPassedOver?.(source, why);
        passedOverHeard = passedOver;
      },
    };
  };
}

/**
 * Captures are opened ahead of the results: what is skipped becomes an event, which happens after all results
 * before it.
 */
export function deferred({ onPassedOver, ...listeners }: CaptureListeners, events: Event[]): CaptureListeners {
  return { ...listeners, onPassedOver: (source, why) => events.push(() => onPassedOver?.(source, why)) };
}
