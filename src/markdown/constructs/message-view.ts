import type { ComponentType, ReactNode } from 'react';
import type { MessageContextValue } from '../elements/message-context.ts';
import type { ExtensionTokenProps } from '../elements/render-settings.ts';

/** Shows a token that refers to other parts of its message. */
export type MessageView = (props: ExtensionTokenProps, message: MessageContextValue) => ReactNode;

/** Makes a component of what shows a token in its message: browsers have a context for it, servers have not. */
export type BindView = (view: MessageView) => ComponentType<ExtensionTokenProps>;
