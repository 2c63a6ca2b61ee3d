import type { ResultColumn, Row } from '../../src/core/ports';
import type { Arrangement } from '../../src/core/results/arrange/arrangement';
import type { Selection } from '../../src/core/results/selection';
import type { ShownColumns } from './columnView';
import type { Overlay } from './edits/overlay';
import type { SortWish } from './input';
import type { Place } from './movement';
import type { AskRows } from './pages';
import type { GridPlace } from './places';

export interface GridOptions {
  readonly label: string;
  /** All of the result; places in the grid count the shown ones. */
  readonly columns: readonly ResultColumn[];
  readonly shown: ShownColumns;
  readonly arrangement: Arrangement;
  readonly rowCount: number;
  readonly first: readonly Row[];
  readonly ask: AskRows;
  readonly overlay: Overlay;
  readonly onSelect: (selection: Selection) => void;
  /** Where to begin, if it was shown before. */
  readonly place: GridPlace | undefined;
  readonly onPlace: () => void;
  /** `focus` where what is opened is to be read by key. */
  readonly onOpen: (place: Place, focus: boolean) => void;
  /** What is in the cell opens, without the focus. */
  readonly onView: (place: Place) => void;
  /** By the number of the column in the result. */
  readonly onSort: (column: number, wish: SortWish) => void;
  readonly onColumnMenu: (column: number, x: number, y: number) => void;
  readonly onCellMenu: (place: Place, x: number, y: number) => void;
  readonly onError: (error: unknown) => void;
}

export interface Grid {
  place(): GridPlace;
  grow(rowCount: number): void;
  /** The same columns, with types that were not known before. */
  name(columns: readonly ResultColumn[]): void;
  selection(): Selection;
  active(): Place;
  /** Makes a cell the active one and shows it. */
  goTo(place: Place): void;
  /** The element of a cell, if it is on the screen. */
  cellAt(place: Place): HTMLElement | undefined;
  /** What is over the rows is something else now. */
  repaint(): void;
  focus(): void;
  close(): void;
}
