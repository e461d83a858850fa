import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { statusChannel } from '@onmesh/plugin-mesh-common';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { meshApiRef } from '../api/MeshApi';
import { useStatus } from './useStatus';

type Listener = (message: any) => void;

function arrange(options: { signals: boolean }) {
  const getStatus = jest.fn(async () => ({ targets: [] }));
  const listeners = new Set<Listener>();
  const subscribe = jest.fn((_channel: string, listener: Listener) => {
    listeners.add(listener);
    return { unsubscribe: () => listeners.delete(listener) };
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <TestApiProvider
      apis={[
        [meshApiRef, { getStatus } as any],
        ...(options.signals ? [[signalApiRef, { subscribe }] as any] : []),
      ]}
    >
      <QueryClientProvider client={new QueryClient()}>
        {children}
      </QueryClientProvider>
    </TestApiProvider>
  );
  return {
    getStatus,
    subscribe,
    hint: (entityRef: string) =>
      act(() => listeners.forEach(listener => listener({ entityRef }))),
    listeners,
    ...renderHook(() => useStatus('component:default/cart'), { wrapper }),
  };
}

describe('the status of an entity', () => {
  it('is asked for again when the backend hints that it changed', async () => {
    const { getStatus, subscribe, hint, listeners, unmount } = arrange({
      signals: true,
    });
    await waitFor(() => expect(getStatus).toHaveBeenCalledTimes(1));
    expect(subscribe).toHaveBeenCalledWith(statusChannel, expect.anything());
    hint('component:default/other');
    hint('component:default/cart');
    await waitFor(() => expect(getStatus).toHaveBeenCalledTimes(2));
    unmount();
    expect(listeners.size).toBe(0);
  });

  it('is shown as well where the portal has no signals', async () => {
    const { getStatus, result } = arrange({ signals: false });
    await waitFor(() => expect(result.current.data).toEqual({ targets: [] }));
    expect(getStatus).toHaveBeenCalledTimes(1);
  });
});
