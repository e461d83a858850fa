import { ReactNode, useEffect, useRef } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { Complaint } from './Complaint';
import { Keyed, withRow } from './Keyed';
import { RowItem } from './RowItem';

/**
 * Rows that can be added and removed. The focus is never lost: adding moves it into the new row, removing to the button
 * that adds.
 */
export function RowList<T extends object>(props: {
  /** Of the list in the profile, for complaints about how many there are; not where a part is the list. */
  path?: string;
  /** What one row is: `caller`. */
  noun: string;
  rows: Keyed<T>[];
  /** A row that nothing was typed into. */
  blank: T;
  onChange: (rows: Keyed<T>[]) => void;
  render: (
    row: T,
    index: number,
    update: (part: Partial<T>) => void,
  ) => ReactNode;
}) {
  const { path, noun, rows, blank, onChange, render } = props;
  const addRef = useRef<HTMLButtonElement>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const hasNewRow = useRef(false);
  useEffect(() => {
    if (hasNewRow.current) {
      hasNewRow.current = false;
      listRef.current?.lastElementChild
        ?.querySelector<HTMLElement>('input, select')
        ?.focus();
    }
  });
  return (
    <Box mt={2} mb={1}>
      {path && <Complaint path={path} />}
      <div ref={listRef}>
        {rows.map((row, index) => (
          <RowItem
            key={row.key}
            name={`${noun} ${index + 1}`}
            onRemove={() => {
              onChange(rows.filter(({ key }) => key !== row.key));
              addRef.current?.focus();
            }}
          >
            {render(row, index, part =>
              onChange(
                rows.map(other =>
                  other.key === row.key ? { ...other, ...part } : other,
                ),
              ),
            )}
          </RowItem>
        ))}
      </div>
      <Button
        ref={addRef}
        size="small"
        variant="outlined"
        onClick={() => {
          hasNewRow.current = true;
          onChange(withRow(rows, blank));
        }}
      >
        Add {noun}
      </Button>
    </Box>
  );
}
