import { ReactNode, useRef } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';

/** Rows that can be added and removed. Removing moves the focus to the button that adds, so that it is never lost. */
export function RowList<T extends { key: number }>(props: {
  /** What one row is: `caller`. */
  noun: string;
  rows: T[];
  render: (row: T, index: number) => ReactNode;
  onAdd: () => void;
  onRemove: (key: number) => void;
}) {
  const { noun, rows, render, onAdd, onRemove } = props;
  const addRef = useRef<HTMLButtonElement>(null);
  return (
    <>
      {rows.map((row, index) => (
        <Box
          key={row.key}
          role="group"
          aria-label={`${noun} ${index + 1}`}
          display="flex"
          flexWrap="wrap"
          alignItems="flex-start"
          gridGap={12}
          mb={2}
        >
          {render(row, index)}
          <Button
            size="small"
            aria-label={`Remove ${noun} ${index + 1}`}
            onClick={() => {
              onRemove(row.key);
              addRef.current?.focus();
            }}
          >
            Remove
          </Button>
        </Box>
      ))}
      <Button ref={addRef} size="small" variant="outlined" onClick={onAdd}>
        Add {noun}
      </Button>
    </>
  );
}
