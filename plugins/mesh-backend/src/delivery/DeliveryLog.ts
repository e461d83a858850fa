import { DeliveryEvent, Target } from '@onmesh/plugin-mesh-common';

/** An action that is about to be done. */
export type BegunAction = Omit<DeliveryEvent, 'at' | 'outcome' | 'message'> & {
  entityRef: string;
  target: Target;
};

/** Who did what to which delivery when. */
export interface DeliveryLog {
  /** Writes down what is about to be done, before it is done. */
  begin(action: BegunAction): Promise<number>;
  /** Writes down what came of it. */
  end(
    id: number,
    outcome: DeliveryEvent['outcome'],
    message?: string,
  ): Promise<void>;
  /** Newest first. What was begun and never ended is `unknown`. */
  list(target: Target, limit: number): Promise<DeliveryEvent[]>;
}
