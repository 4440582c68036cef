import type { UiViews } from '../surface/ui-views.ts';
import { ButtonBlock, LinkBlock } from './button-block.tsx';
import { ChoiceBlock, SelectBlock } from './choice-block.tsx';
import {
  BadgeBlock,
  CalloutBlock,
  CodeTextBlock,
  MetricBlock,
  ProgressBlock,
  TableBlock,
} from './data-blocks.tsx';
import { CheckBoxBlock, DateTimeBlock, SliderBlock, TextFieldBlock } from './field-blocks.tsx';
import { IconBlock } from './icon-block.tsx';
import {
  CardBlock,
  ColumnBlock,
  DividerBlock,
  GridBlock,
  HeaderBlock,
  ListBlock,
  RowBlock,
} from './layout-blocks.tsx';
import { AudioBlock, ImageBlock, VideoBlock } from './media-blocks.tsx';
import { ModalBlock } from './modal-block.tsx';
import { TabsBlock } from './tabs-block.tsx';
import { TextBlock } from './text-block.tsx';

/** What all formats are shown with, under the names of A2UI's basic catalogue, and of what it lacks. */
export const blocks: UiViews = {
  AudioPlayer: AudioBlock,
  Badge: BadgeBlock,
  Button: ButtonBlock,
  Callout: CalloutBlock,
  Card: CardBlock,
  CheckBox: CheckBoxBlock,
  ChoicePicker: ChoiceBlock,
  Code: CodeTextBlock,
  Column: ColumnBlock,
  DateTimeInput: DateTimeBlock,
  Divider: DividerBlock,
  Grid: GridBlock,
  Header: HeaderBlock,
  Icon: IconBlock,
  Image: ImageBlock,
  Link: LinkBlock,
  List: ListBlock,
  Metric: MetricBlock,
  Modal: ModalBlock,
  Progress: ProgressBlock,
  Row: RowBlock,
  Select: SelectBlock,
  Slider: SliderBlock,
  Table: TableBlock,
  Tabs: TabsBlock,
  Text: TextBlock,
  TextField: TextFieldBlock,
  Video: VideoBlock,
};
