package weclassroom

import (
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// The types below hold addresses whose queries may be signed, or the types that do. They print without the queries; encoding/json writes
// them.

// Format writes the LessonVideo with what is secret in it hidden.
func (v LessonVideo) Format(f fmt.State, verb rune) {
	type plain LessonVideo
	transport.Hidden(f, verb, "weclassroom.LessonVideo", plain(v))
}

// LogValue gives slog the LessonVideo with what is secret in it hidden.
func (v LessonVideo) LogValue() slog.Value { return transport.HiddenLog(v) }

// Format writes the Recording with what is secret in it hidden.
func (r Recording) Format(f fmt.State, verb rune) {
	type plain Recording
	transport.Hidden(f, verb, "weclassroom.Recording", plain(r))
}

// LogValue gives slog the Recording with what is secret in it hidden.
func (r Recording) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the UploadFromURLRequest with what is secret in it hidden.
func (r UploadFromURLRequest) Format(f fmt.State, verb rune) {
	type plain UploadFromURLRequest
	transport.Hidden(f, verb, "weclassroom.UploadFromURLRequest", plain(r))
}

// LogValue gives slog the UploadFromURLRequest with what is secret in it hidden.
func (r UploadFromURLRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the UserRecording with what is secret in it hidden.
func (u UserRecording) Format(f fmt.State, verb rune) {
	type plain UserRecording
	transport.Hidden(f, verb, "weclassroom.UserRecording", plain(u))
}

// LogValue gives slog the UserRecording with what is secret in it hidden.
func (u UserRecording) LogValue() slog.Value { return transport.HiddenLog(u) }
