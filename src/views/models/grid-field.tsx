import { useWords } from '../language-context.ts';
import styles from './models.module.css';

type Grid = readonly [rows: number, columns: number];

interface Props {
  readonly grid: Grid;
  /** Every way the patches can lie. */
  readonly grids: readonly Grid[];
  readonly patchSize: number;
  readonly onChange: (grid: Grid) => void;
}

/** How the patches of a ViT lie, and so the shape of its input. */
export function GridField({ grid, grids, patchSize, onChange }: Props) {
  const words = useWords().models.choices;
  const nameOf = (sides: Grid) => sides.join(' × ');
  return (
    <label className={styles.field}>
      {words.grid}
      <select
        value={nameOf(grid)}
        onChange={(event) => {
          const chosen = grids.find((sides) => nameOf(sides) === event.target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {grids.map(([rows, columns]) => (
          <option key={nameOf([rows, columns])} value={nameOf([rows, columns])}>
            {words.gridOption(rows, columns, patchSize)}
          </option>
        ))}
      </select>
    </label>
  );
}
