/** Splits props into those that have the given names and the others. */
export function splitProps<Props extends object, Name extends keyof Props>(
  props: Props,
  names: readonly Name[],
): [Pick<Props, Name>, Omit<Props, Name>] {
  const [named, others]: [Partial<Props>, Partial<Props>] = [{}, {}];
  for (const name in props) {
    (names.includes(name as never) ? named : others)[name] = props[name];
  }
  return [named as Pick<Props, Name>, others as Omit<Props, Name>];
}
