package agora

import (
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// The types below hold a WhiteboardBoard or a Recording, whose tokens fmt would print where it calls no method of theirs, as behind a pointer
// under %s, and slog would write as JSON.

// Format writes the Room with what is secret in it hidden.
func (r Room) Format(f fmt.State, verb rune) {
	type plain Room
	transport.Hidden(f, verb, "agora.Room", plain(r))
}

// LogValue gives slog the Room with what is secret in it hidden.
func (r Room) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the EnsuredRoom with what is secret in it hidden.
func (e EnsuredRoom) Format(f fmt.State, verb rune) {
	type plain EnsuredRoom
	transport.Hidden(f, verb, "agora.EnsuredRoom", plain(e))
}

// LogValue gives slog the EnsuredRoom with what is secret in it hidden.
func (e EnsuredRoom) LogValue() slog.Value { return transport.HiddenLog(e) }

// Format writes the RoomProperties with what is secret in it hidden.
func (r RoomProperties) Format(f fmt.State, verb rune) {
	type plain RoomProperties
	transport.Hidden(f, verb, "agora.RoomProperties", plain(r))
}

// LogValue gives slog the RoomProperties with what is secret in it hidden.
func (r RoomProperties) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the BuiltinWidgets with what is secret in it hidden.
func (b BuiltinWidgets) Format(f fmt.State, verb rune) {
	type plain BuiltinWidgets
	transport.Hidden(f, verb, "agora.BuiltinWidgets", plain(b))
}

// LogValue gives slog the BuiltinWidgets with what is secret in it hidden.
func (b BuiltinWidgets) LogValue() slog.Value { return transport.HiddenLog(b) }

// Format writes the Whiteboard with what is secret in it hidden.
func (w Whiteboard) Format(f fmt.State, verb rune) {
	type plain Whiteboard
	transport.Hidden(f, verb, "agora.Whiteboard", plain(w))
}

// LogValue gives slog the Whiteboard with what is secret in it hidden.
func (w Whiteboard) LogValue() slog.Value { return transport.HiddenLog(w) }

// Format writes the RoomBoard with what is secret in it hidden.
func (r RoomBoard) Format(f fmt.State, verb rune) {
	type plain RoomBoard
	transport.Hidden(f, verb, "agora.RoomBoard", plain(r))
}

// LogValue gives slog the RoomBoard with what is secret in it hidden.
func (r RoomBoard) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the RecordingPage with what is secret in it hidden.
func (r RecordingPage) Format(f fmt.State, verb rune) {
	type plain RecordingPage
	transport.Hidden(f, verb, "agora.RecordingPage", plain(r))
}

// LogValue gives slog the RecordingPage with what is secret in it hidden.
func (r RecordingPage) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the CreateRoomRequest with what is secret in it hidden.
func (r CreateRoomRequest) Format(f fmt.State, verb rune) {
	type plain CreateRoomRequest
	transport.Hidden(f, verb, "agora.CreateRoomRequest", plain(r))
}

// LogValue gives slog the CreateRoomRequest with what is secret in it hidden.
func (r CreateRoomRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the HostingScene with what is secret in it hidden.
func (h HostingScene) Format(f fmt.State, verb rune) {
	type plain HostingScene
	transport.Hidden(f, verb, "agora.HostingScene", plain(h))
}

// LogValue gives slog the HostingScene with what is secret in it hidden.
func (h HostingScene) LogValue() slog.Value { return transport.HiddenLog(h) }

// Format writes the LaunchURLRequest with what is secret in it hidden.
func (l LaunchURLRequest) Format(f fmt.State, verb rune) {
	type plain LaunchURLRequest
	transport.Hidden(f, verb, "agora.LaunchURLRequest", plain(l))
}

// LogValue gives slog the LaunchURLRequest with what is secret in it hidden.
func (l LaunchURLRequest) LogValue() slog.Value { return transport.HiddenLog(l) }

// Format writes the RecordingPageURLRequest with what is secret in it hidden.
func (r RecordingPageURLRequest) Format(f fmt.State, verb rune) {
	type plain RecordingPageURLRequest
	transport.Hidden(f, verb, "agora.RecordingPageURLRequest", plain(r))
}

// LogValue gives slog the RecordingPageURLRequest with what is secret in it hidden.
func (r RecordingPageURLRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the StartRecordingRequest with what is secret in it hidden.
func (r StartRecordingRequest) Format(f fmt.State, verb rune) {
	type plain StartRecordingRequest
	transport.Hidden(f, verb, "agora.StartRecordingRequest", plain(r))
}

// LogValue gives slog the StartRecordingRequest with what is secret in it hidden.
func (r StartRecordingRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the StartedRecording with what is secret in it hidden.
func (s StartedRecording) Format(f fmt.State, verb rune) {
	type plain StartedRecording
	transport.Hidden(f, verb, "agora.StartedRecording", plain(s))
}

// LogValue gives slog the StartedRecording with what is secret in it hidden.
func (s StartedRecording) LogValue() slog.Value { return transport.HiddenLog(s) }

// Format writes the RecordingDetail with what is secret in it hidden.
func (r RecordingDetail) Format(f fmt.State, verb rune) {
	type plain RecordingDetail
	transport.Hidden(f, verb, "agora.RecordingDetail", plain(r))
}

// LogValue gives slog the RecordingDetail with what is secret in it hidden.
func (r RecordingDetail) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the RoomRecording with what is secret in it hidden.
func (r RoomRecording) Format(f fmt.State, verb rune) {
	type plain RoomRecording
	transport.Hidden(f, verb, "agora.RoomRecording", plain(r))
}

// LogValue gives slog the RoomRecording with what is secret in it hidden.
func (r RoomRecording) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the RecordingChanged with what is secret in it hidden.
func (r RecordingChanged) Format(f fmt.State, verb rune) {
	type plain RecordingChanged
	transport.Hidden(f, verb, "agora.RecordingChanged", plain(r))
}

// LogValue gives slog the RecordingChanged with what is secret in it hidden.
func (r RecordingChanged) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the ResourcesChanged with what is secret in it hidden.
func (r ResourcesChanged) Format(f fmt.State, verb rune) {
	type plain ResourcesChanged
	transport.Hidden(f, verb, "agora.ResourcesChanged", plain(r))
}

// LogValue gives slog the ResourcesChanged with what is secret in it hidden.
func (r ResourcesChanged) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the Delivery with what is secret in it hidden.
func (d Delivery) Format(f fmt.State, verb rune) {
	type plain Delivery
	transport.Hidden(f, verb, "agora.Delivery", plain(d))
}

// LogValue gives slog the Delivery with what is secret in it hidden.
func (d Delivery) LogValue() slog.Value { return transport.HiddenLog(d) }

// Format writes the EventPage with what is secret in it hidden.
func (e EventPage) Format(f fmt.State, verb rune) {
	type plain EventPage
	transport.Hidden(f, verb, "agora.EventPage", plain(e))
}

// LogValue gives slog the EventPage with what is secret in it hidden.
func (e EventPage) LogValue() slog.Value { return transport.HiddenLog(e) }

// Format writes the PollEventPage with what is secret in it hidden.
func (p PollEventPage) Format(f fmt.State, verb rune) {
	type plain PollEventPage
	transport.Hidden(f, verb, "agora.PollEventPage", plain(p))
}

// LogValue gives slog the PollEventPage with what is secret in it hidden.
func (p PollEventPage) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the QuizEventPage with what is secret in it hidden.
func (q QuizEventPage) Format(f fmt.State, verb rune) {
	type plain QuizEventPage
	transport.Hidden(f, verb, "agora.QuizEventPage", plain(q))
}

// LogValue gives slog the QuizEventPage with what is secret in it hidden.
func (q QuizEventPage) LogValue() slog.Value { return transport.HiddenLog(q) }
