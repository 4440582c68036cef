export { Chat, type ChatProps } from './chat.tsx';
export type { ChatComponents } from './chat-components.ts';
export { Composer, type ComposerProps } from './composer/composer.tsx';
export type { ComposerState } from './composer/composer-state.ts';
export { AttachButton, type AttachButtonProps } from './files/attach-button.tsx';
export type { AttachmentTrayProps } from './files/attachment-tray.tsx';
export type { AttachmentItem, AttachmentNotice } from './files/attachment-item.ts';
export type { DownscaleOptions, FileOptions, UploadFile } from './files/file-options.ts';
export type { FileCardProps } from './files/file-card.tsx';
export type { FileViewProps } from './files/file-view.tsx';
export type { MediaPlayerProps } from './files/media-player.tsx';
export type { PictureProps } from './files/picture.tsx';
export { AttachmentTray, FileCard, FileView, MediaPlayer, Picture } from './files/lazy-files.tsx';
export { useAttachments, type Attachments } from './files/use-attachments.ts';
export { useFileIntake } from './files/use-file-intake.ts';
export { ConnectionStatus, type ConnectionStatusProps } from './notices/connection-status.tsx';
export { EmptyState, type EmptyStateProps } from './notices/empty-state.tsx';
export { ErrorNotice, type ErrorNoticeProps } from './notices/error-notice.tsx';
export { Message } from './messages/message.tsx';
export { MessageList, type MessageListProps } from './messages/message-list.tsx';
export { Artifact, type ArtifactProps } from './artifact/artifact.tsx';
export type { ArtifactVersion } from './artifact/artifact-version.ts';
export { artifactsIn, type ArtifactPart, type ListedArtifact } from './artifact/artifacts-in.ts';
export { Attachment, type AttachmentProps } from './messages/attachment.tsx';
export { MessageParts, type MessagePartsProps } from './messages/message-parts.tsx';
export type {
  Feedback,
  MessageComponents,
  MessageProps,
  MessageSlots,
} from './messages/message-props.ts';
export type {
  AllParts,
  PartComponents,
  PartOfType,
  PartProps,
  PartType,
  ShownPart,
} from './messages/part-components.ts';
export type { UiFormat } from './messages/ui-format.ts';
export { Sources, type SourcePart, type SourcesProps } from './messages/sources.tsx';
export { Reasoning, type ReasoningProps } from './messages/reasoning.tsx';
export type { ToolApprovalOptions } from './tools/tool-approvals.ts';
export { ToolCall, type ApproveTool, type ToolCallProps } from './tools/tool-call.tsx';
export { openFind } from './find/open-find.ts';
export { StreamMeter, type StreamMeterProps } from './notices/stream-meter.tsx';
export { Suggestions, type SuggestionsProps } from './composer/suggestions.tsx';
export { CodeBlock, type CodeBlockProps } from '../code-block/code-block.tsx';
export type { ChatLabels } from './labels/chat-labels.ts';
export type { FileLabels, FileRefusal } from './labels/file-labels.ts';
export type { DictateButtonProps } from './voice/dictate-button.tsx';
export type { ReadAloudButtonProps } from './voice/read-aloud-button.tsx';
export type {
  DictationEngine,
  DictationRun,
  ReadingEngine,
  ReadingRun,
} from './voice/voice-engines.ts';
export { DictateButton, ReadAloudButton } from './voice/lazy-voice.tsx';
export { webSpeechDictation } from './voice/web-speech-dictation.ts';
export { webSpeechVoice } from './voice/web-speech-voice.ts';
export type { FindLabels } from './labels/find-labels.ts';
export type { VoiceLabels } from './labels/voice-labels.ts';
export { englishLabels } from './labels/english-labels.ts';
export { ChatList, type ChatListProps } from './conversations/chat-list.tsx';
export { ChatExport, type ChatExportProps } from './conversations/chat-export.tsx';
export { ChatCompare, type ChatCompareProps, type ComparedChat } from './chat-compare.tsx';
export { ChatWidget, type ChatWidgetProps } from './conversations/chat-widget.tsx';
export type { ChatAction } from './conversations/chat-menu.ts';
export { exportChat, importChat, printChat } from './transfer/export-chat.ts';
export type { ExportedChat, ExportFormat, ExportOptions } from './transfer/export-options.ts';
export { VersionTree, type VersionTreeProps } from './conversations/version-tree-view.tsx';
export type { ComposerMenu, ComposerMenuItem } from './menus/composer-menu.ts';
export { ModelPicker, type ModelChoice, type ModelPickerProps } from './composer/model-picker.tsx';
export { ContextMeter } from './notices/context-meter.tsx';
export type { ContextCost, ContextMeterProps } from './notices/context-ring.tsx';
export { MessageSkeleton, type MessageSkeletonProps } from './notices/message-skeleton.tsx';
export { Plan } from './messages/plan.tsx';
export type { PlanProps } from './messages/plan-view.tsx';
export type { PlanState, PlanStep } from './messages/read-plan.ts';
export type { AidLabels } from './labels/aid-labels.ts';
