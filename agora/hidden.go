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
