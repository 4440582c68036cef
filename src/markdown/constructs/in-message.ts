'use client';

import { useContext } from 'react';
import { MessageContext } from '../elements/message-context.ts';
import type { BindView } from './message-view.ts';

/** Makes components that find their message in the context. */
export const inMessage: BindView = (view) =>
  function InMessage(props) {
    return view(props, useContext(MessageContext));
  };
