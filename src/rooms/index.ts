export { createRoom, type Room, type RoomOptions } from './create-room.ts';
export type { OpenRoomLink, RoomLink, RoomLinkEvents, RoomLinkOptions } from './room-link.ts';
export type { RoomStorage } from './room-storage.ts';
export type { RoomResult, RoomStatus, RoomView, RoomViewMessage } from './room-view.ts';
export { useRoom, type JoinedRoom } from './use-room.ts';
export type { RoomAuthor, RoomMember, RoomMessage, RoomRights } from '../protocol/room-state.ts';
