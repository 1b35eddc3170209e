import type { JsonValue } from './json.js';
import type { Pointer } from './pointer.js';
import type { Provenance } from './provenance.js';
import type { Part, Severity, ViolationRecord } from './violation.js';

/** Where in the captures something was seen. */
export interface Sighting {
  readonly source: string;
  /** 0-based index of the exchange in its source. */
  readonly exchange: number;
  readonly status: number;
}

/** A message with a fault, for the eye: redacted, and cut down to what surrounds the fault. */
export interface Evidence {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** The header fields of the message that has the fault, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body of that message. In JSON, `…`, `[…` and `{…` replace parts far from the fault. */
  readonly body?:
    | {
        readonly json: JsonValue;
        /** The place of the fault in `json`, which has fewer items than the body. */
        readonly pointer: Pointer;
      }
    | { readonly text: string };
}

/** The same violation, once for all the exchanges that have it. */
export interface Fault {
  readonly operation: string;
  readonly in: 'request' | 'response';
  readonly part: Part;
  /** As in a violation; an array index that differs between them is `*`. */
  readonly location: string;
  /** The item of a sequence that is meant, 0-based; `*` where several items have the fault. */
  readonly item?: number | '*';
  /** Where in the value of a parameter; an array index that differs between them is `*`. */
  readonly within?: Pointer;
  readonly keyword: string;
  readonly severity: Severity;
  readonly message: string;
  /** For `required`: the member that the object at `location` lacks; of several the first. */
  readonly missing?: string;
  /** All of them, where there are several. */
  readonly missingMembers?: readonly string[];
  /** The rule's place in the document: `#` and a pointer. */
  readonly schema: string;
  /** The rule itself, where it is small enough to be shown. */
  readonly rule?: JsonValue;
  readonly documented?: Provenance;
  /** Violations, of which an exchange may have several. An object that lacks several members counts once. */
  readonly count: number;
  readonly first: Sighting;
  readonly last: Sighting;
  /** The first of them, the very first before the others; never more than five. */
  readonly examples: readonly ViolationRecord[];
  /** The message of the first example, where the check was asked to keep it. */
  readonly evidence?: Evidence;
  /** Why a baseline lets it pass. Accepted faults count neither as errors nor as warnings. */
  readonly accepted?: string;
}

/** Faults by operation, in their order. */
export function byOperation(faults: readonly Fault[]): Map<string, Fault[]> {
  const operations = new Map<string, Fault[]>();
  for (const fault of faults) {
    const known = operations.get(fault.operation);
    if (known) known.push(fault);
    else operations.set(fault.operation, [fault]);
  }
  return operations;
}
