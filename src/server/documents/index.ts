export { createDocuments } from './create-documents.ts';
export type {
  Documents,
  DocumentsOptions,
  DocumentVisit,
  HeldDocument,
} from './create-documents.ts';
export type { DocumentAccess, DocumentConnection } from './document-connection.ts';
export type { DocumentLimits } from './document-limits.ts';
export type { DocumentListener, DocumentStore, StoredDocument } from './document-store.ts';
export { memoryDocuments, type MemoryDocumentsOptions } from './memory-documents.ts';
export type { DocumentEdit, DocumentText } from './document-text.ts';
export type { DocumentReader, ServerDocument } from './server-document.ts';
