import { withClass } from './with-class.ts';

/** Props of {@link EmptyState}; the rest goes to its `<div>`. */
export interface EmptyStateProps extends Omit<React.ComponentPropsWithoutRef<'div'>, 'title'> {
  /** @default 'What would you like to know?' */
  readonly title?: string | undefined;
}

/** What a chat shows before its first message: a title, and below it what it is given. Renders a `<div>`. */
export function EmptyState({
  title = 'What would you like to know?',
  className,
  children,
  ...rest
}: EmptyStateProps): React.JSX.Element {
  return (
    <div {...rest} className={withClass('rv-empty', className)}>
      <h2 className="rv-empty-title">{title}</h2>
      {children}
    </div>
  );
}
