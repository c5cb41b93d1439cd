package classin

import (
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// The types below hold addresses and keys with which anybody can watch a class, or the types that do. They print without those;
// encoding/json writes them.

// Format writes the BlackboardCallback with what is secret in it hidden.
func (b BlackboardCallback) Format(f fmt.State, verb rune) {
	type plain BlackboardCallback
	transport.Hidden(f, verb, "classin.BlackboardCallback", plain(b))
}

// LogValue gives slog the BlackboardCallback with what is secret in it hidden.
func (b BlackboardCallback) LogValue() slog.Value { return transport.HiddenLog(b) }

// Format writes the ChatCallback with what is secret in it hidden.
func (c ChatCallback) Format(f fmt.State, verb rune) {
	type plain ChatCallback
	transport.Hidden(f, verb, "classin.ChatCallback", plain(c))
}

// LogValue gives slog the ChatCallback with what is secret in it hidden.
func (c ChatCallback) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the VideoCallback with what is secret in it hidden.
func (v VideoCallback) Format(f fmt.State, verb rune) {
	type plain VideoCallback
	transport.Hidden(f, verb, "classin.VideoCallback", plain(v))
}

// LogValue gives slog the VideoCallback with what is secret in it hidden.
func (v VideoCallback) LogValue() slog.Value { return transport.HiddenLog(v) }

// Format writes the HomeworkCallback with what is secret in it hidden.
func (h HomeworkCallback) Format(f fmt.State, verb rune) {
	type plain HomeworkCallback
	transport.Hidden(f, verb, "classin.HomeworkCallback", plain(h))
}

// LogValue gives slog the HomeworkCallback with what is secret in it hidden.
func (h HomeworkCallback) LogValue() slog.Value { return transport.HiddenLog(h) }

// Format writes the Homework with what is secret in it hidden.
func (h Homework) Format(f fmt.State, verb rune) {
	type plain Homework
	transport.Hidden(f, verb, "classin.Homework", plain(h))
}

// LogValue gives slog the Homework with what is secret in it hidden.
func (h Homework) LogValue() slog.Value { return transport.HiddenLog(h) }

// Format writes the HomeworkFile with what is secret in it hidden.
func (h HomeworkFile) Format(f fmt.State, verb rune) {
	type plain HomeworkFile
	transport.Hidden(f, verb, "classin.HomeworkFile", plain(h))
}

// LogValue gives slog the HomeworkFile with what is secret in it hidden.
func (h HomeworkFile) LogValue() slog.Value { return transport.HiddenLog(h) }

// Format writes the ClassLive with what is secret in it hidden.
func (c ClassLive) Format(f fmt.State, verb rune) {
	type plain ClassLive
	transport.Hidden(f, verb, "classin.ClassLive", plain(c))
}

// LogValue gives slog the ClassLive with what is secret in it hidden.
func (c ClassLive) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the ClassVideo with what is secret in it hidden.
func (c ClassVideo) Format(f fmt.State, verb rune) {
	type plain ClassVideo
	transport.Hidden(f, verb, "classin.ClassVideo", plain(c))
}

// LogValue gives slog the ClassVideo with what is secret in it hidden.
func (c ClassVideo) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the CreatedClass with what is secret in it hidden.
func (c CreatedClass) Format(f fmt.State, verb rune) {
	type plain CreatedClass
	transport.Hidden(f, verb, "classin.CreatedClass", plain(c))
}

// LogValue gives slog the CreatedClass with what is secret in it hidden.
func (c CreatedClass) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the CreatedClassActivity with what is secret in it hidden.
func (c CreatedClassActivity) Format(f fmt.State, verb rune) {
	type plain CreatedClassActivity
	transport.Hidden(f, verb, "classin.CreatedClassActivity", plain(c))
}

// LogValue gives slog the CreatedClassActivity with what is secret in it hidden.
func (c CreatedClassActivity) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the SubClass with what is secret in it hidden.
func (s SubClass) Format(f fmt.State, verb rune) {
	type plain SubClass
	transport.Hidden(f, verb, "classin.SubClass", plain(s))
}

// LogValue gives slog the SubClass with what is secret in it hidden.
func (s SubClass) LogValue() slog.Value { return transport.HiddenLog(s) }

// Format writes the UpdatedClass with what is secret in it hidden.
func (u UpdatedClass) Format(f fmt.State, verb rune) {
	type plain UpdatedClass
	transport.Hidden(f, verb, "classin.UpdatedClass", plain(u))
}

// LogValue gives slog the UpdatedClass with what is secret in it hidden.
func (u UpdatedClass) LogValue() slog.Value { return transport.HiddenLog(u) }

// Format writes the UpdatedClassActivity with what is secret in it hidden.
func (u UpdatedClassActivity) Format(f fmt.State, verb rune) {
	type plain UpdatedClassActivity
	transport.Hidden(f, verb, "classin.UpdatedClassActivity", plain(u))
}

// LogValue gives slog the UpdatedClassActivity with what is secret in it hidden.
func (u UpdatedClassActivity) LogValue() slog.Value { return transport.HiddenLog(u) }

// Format writes the LiveURLs with what is secret in it hidden.
func (l LiveURLs) Format(f fmt.State, verb rune) {
	type plain LiveURLs
	transport.Hidden(f, verb, "classin.LiveURLs", plain(l))
}

// LogValue gives slog the LiveURLs with what is secret in it hidden.
func (l LiveURLs) LogValue() slog.Value { return transport.HiddenLog(l) }

// Format writes the LivePlayerURLRequest with what is secret in it hidden.
func (l LivePlayerURLRequest) Format(f fmt.State, verb rune) {
	type plain LivePlayerURLRequest
	transport.Hidden(f, verb, "classin.LivePlayerURLRequest", plain(l))
}

// LogValue gives slog the LivePlayerURLRequest with what is secret in it hidden.
func (l LivePlayerURLRequest) LogValue() slog.Value { return transport.HiddenLog(l) }

// Format writes the WebcastURLRequest with what is secret in it hidden.
func (w WebcastURLRequest) Format(f fmt.State, verb rune) {
	type plain WebcastURLRequest
	transport.Hidden(f, verb, "classin.WebcastURLRequest", plain(w))
}

// LogValue gives slog the WebcastURLRequest with what is secret in it hidden.
func (w WebcastURLRequest) LogValue() slog.Value { return transport.HiddenLog(w) }
