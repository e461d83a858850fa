/** Sentences, one a line. */
export function Sentences(props: { items: string[] }) {
  return (
    <ul>
      {props.items.map(item => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
