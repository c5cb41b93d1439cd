package baijiayun

import (
	"fmt"
	"log/slog"

	"github.com/go-classcloud/classcloud/internal/transport"
)

// The types below hold codes with which one enters a room, addresses whose queries are signed, or the form of a callback. They print without
// those; encoding/json writes them.

// Format writes the ClassCallback with what is secret in it hidden.
func (c ClassCallback) Format(f fmt.State, verb rune) {
	type plain ClassCallback
	transport.Hidden(f, verb, "baijiayun.ClassCallback", plain(c))
}

// LogValue gives slog the ClassCallback with what is secret in it hidden.
func (c ClassCallback) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the UserCallback with what is secret in it hidden.
func (c UserCallback) Format(f fmt.State, verb rune) {
	type plain UserCallback
	transport.Hidden(f, verb, "baijiayun.UserCallback", plain(c))
}

// LogValue gives slog the UserCallback with what is secret in it hidden.
func (c UserCallback) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the PlaybackCallback with what is secret in it hidden.
func (c PlaybackCallback) Format(f fmt.State, verb rune) {
	type plain PlaybackCallback
	transport.Hidden(f, verb, "baijiayun.PlaybackCallback", plain(c))
}

// LogValue gives slog the PlaybackCallback with what is secret in it hidden.
func (c PlaybackCallback) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the Room with what is secret in it hidden.
func (r Room) Format(f fmt.State, verb rune) {
	type plain Room
	transport.Hidden(f, verb, "baijiayun.Room", plain(r))
}

// LogValue gives slog the Room with what is secret in it hidden.
func (r Room) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the RoomPage with what is secret in it hidden.
func (r RoomPage) Format(f fmt.State, verb rune) {
	type plain RoomPage
	transport.Hidden(f, verb, "baijiayun.RoomPage", plain(r))
}

// LogValue gives slog the RoomPage with what is secret in it hidden.
func (r RoomPage) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the CreatedRoom with what is secret in it hidden.
func (c CreatedRoom) Format(f fmt.State, verb rune) {
	type plain CreatedRoom
	transport.Hidden(f, verb, "baijiayun.CreatedRoom", plain(c))
}

// LogValue gives slog the CreatedRoom with what is secret in it hidden.
func (c CreatedRoom) LogValue() slog.Value { return transport.HiddenLog(c) }

// Format writes the JoinCode with what is secret in it hidden.
func (j JoinCode) Format(f fmt.State, verb rune) {
	type plain JoinCode
	transport.Hidden(f, verb, "baijiayun.JoinCode", plain(j))
}

// LogValue gives slog the JoinCode with what is secret in it hidden.
func (j JoinCode) LogValue() slog.Value { return transport.HiddenLog(j) }

// Format writes the JoinCodeInfo with what is secret in it hidden.
func (j JoinCodeInfo) Format(f fmt.State, verb rune) {
	type plain JoinCodeInfo
	transport.Hidden(f, verb, "baijiayun.JoinCodeInfo", plain(j))
}

// LogValue gives slog the JoinCodeInfo with what is secret in it hidden.
func (j JoinCodeInfo) LogValue() slog.Value { return transport.HiddenLog(j) }

// Format writes the JoinCodeDetails with what is secret in it hidden.
func (j JoinCodeDetails) Format(f fmt.State, verb rune) {
	type plain JoinCodeDetails
	transport.Hidden(f, verb, "baijiayun.JoinCodeDetails", plain(j))
}

// LogValue gives slog the JoinCodeDetails with what is secret in it hidden.
func (j JoinCodeDetails) LogValue() slog.Value { return transport.HiddenLog(j) }

// Format writes the JoinCodePage with what is secret in it hidden.
func (j JoinCodePage) Format(f fmt.State, verb rune) {
	type plain JoinCodePage
	transport.Hidden(f, verb, "baijiayun.JoinCodePage", plain(j))
}

// LogValue gives slog the JoinCodePage with what is secret in it hidden.
func (j JoinCodePage) LogValue() slog.Value { return transport.HiddenLog(j) }

// Format writes the StudentJoinCode with what is secret in it hidden.
func (s StudentJoinCode) Format(f fmt.State, verb rune) {
	type plain StudentJoinCode
	transport.Hidden(f, verb, "baijiayun.StudentJoinCode", plain(s))
}

// LogValue gives slog the StudentJoinCode with what is secret in it hidden.
func (s StudentJoinCode) LogValue() slog.Value { return transport.HiddenLog(s) }

// Format writes the GroupCode with what is secret in it hidden.
func (g GroupCode) Format(f fmt.State, verb rune) {
	type plain GroupCode
	transport.Hidden(f, verb, "baijiayun.GroupCode", plain(g))
}

// LogValue gives slog the GroupCode with what is secret in it hidden.
func (g GroupCode) LogValue() slog.Value { return transport.HiddenLog(g) }

// Format writes the GroupCodes with what is secret in it hidden.
func (g GroupCodes) Format(f fmt.State, verb rune) {
	type plain GroupCodes
	transport.Hidden(f, verb, "baijiayun.GroupCodes", plain(g))
}

// LogValue gives slog the GroupCodes with what is secret in it hidden.
func (g GroupCodes) LogValue() slog.Value { return transport.HiddenLog(g) }

// Format writes the Expression with what is secret in it hidden.
func (e Expression) Format(f fmt.State, verb rune) {
	type plain Expression
	transport.Hidden(f, verb, "baijiayun.Expression", plain(e))
}

// LogValue gives slog the Expression with what is secret in it hidden.
func (e Expression) LogValue() slog.Value { return transport.HiddenLog(e) }

// Format writes the ExpressionReport with what is secret in it hidden.
func (e ExpressionReport) Format(f fmt.State, verb rune) {
	type plain ExpressionReport
	transport.Hidden(f, verb, "baijiayun.ExpressionReport", plain(e))
}

// LogValue gives slog the ExpressionReport with what is secret in it hidden.
func (e ExpressionReport) LogValue() slog.Value { return transport.HiddenLog(e) }

// Format writes the UserExpressions with what is secret in it hidden.
func (u UserExpressions) Format(f fmt.State, verb rune) {
	type plain UserExpressions
	transport.Hidden(f, verb, "baijiayun.UserExpressions", plain(u))
}

// LogValue gives slog the UserExpressions with what is secret in it hidden.
func (u UserExpressions) LogValue() slog.Value { return transport.HiddenLog(u) }

// Format writes the Playback with what is secret in it hidden.
func (p Playback) Format(f fmt.State, verb rune) {
	type plain Playback
	transport.Hidden(f, verb, "baijiayun.Playback", plain(p))
}

// LogValue gives slog the Playback with what is secret in it hidden.
func (p Playback) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the PlaybackPage with what is secret in it hidden.
func (p PlaybackPage) Format(f fmt.State, verb rune) {
	type plain PlaybackPage
	transport.Hidden(f, verb, "baijiayun.PlaybackPage", plain(p))
}

// LogValue gives slog the PlaybackPage with what is secret in it hidden.
func (p PlaybackPage) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the PlaybackPDF with what is secret in it hidden.
func (p PlaybackPDF) Format(f fmt.State, verb rune) {
	type plain PlaybackPDF
	transport.Hidden(f, verb, "baijiayun.PlaybackPDF", plain(p))
}

// LogValue gives slog the PlaybackPDF with what is secret in it hidden.
func (p PlaybackPDF) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the PlaybackPDFList with what is secret in it hidden.
func (p PlaybackPDFList) Format(f fmt.State, verb rune) {
	type plain PlaybackPDFList
	transport.Hidden(f, verb, "baijiayun.PlaybackPDFList", plain(p))
}

// LogValue gives slog the PlaybackPDFList with what is secret in it hidden.
func (p PlaybackPDFList) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the PullURLs with what is secret in it hidden.
func (p PullURLs) Format(f fmt.State, verb rune) {
	type plain PullURLs
	transport.Hidden(f, verb, "baijiayun.PullURLs", plain(p))
}

// LogValue gives slog the PullURLs with what is secret in it hidden.
func (p PullURLs) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the UploadFromURLRequest with what is secret in it hidden.
func (u UploadFromURLRequest) Format(f fmt.State, verb rune) {
	type plain UploadFromURLRequest
	transport.Hidden(f, verb, "baijiayun.UploadFromURLRequest", plain(u))
}

// LogValue gives slog the UploadFromURLRequest with what is secret in it hidden.
func (u UploadFromURLRequest) LogValue() slog.Value { return transport.HiddenLog(u) }

// Format writes the PlaybackPDFURL with what is secret in it hidden.
func (p PlaybackPDFURL) Format(f fmt.State, verb rune) {
	type plain PlaybackPDFURL
	transport.Hidden(f, verb, "baijiayun.PlaybackPDFURL", plain(p))
}

// LogValue gives slog the PlaybackPDFURL with what is secret in it hidden.
func (p PlaybackPDFURL) LogValue() slog.Value { return transport.HiddenLog(p) }

// Format writes the Notice with what is secret in it hidden.
func (n Notice) Format(f fmt.State, verb rune) {
	type plain Notice
	transport.Hidden(f, verb, "baijiayun.Notice", plain(n))
}

// LogValue gives slog the Notice with what is secret in it hidden.
func (n Notice) LogValue() slog.Value { return transport.HiddenLog(n) }

// Format writes the NoticePage with what is secret in it hidden.
func (n NoticePage) Format(f fmt.State, verb rune) {
	type plain NoticePage
	transport.Hidden(f, verb, "baijiayun.NoticePage", plain(n))
}

// LogValue gives slog the NoticePage with what is secret in it hidden.
func (n NoticePage) LogValue() slog.Value { return transport.HiddenLog(n) }

// Format writes the CreateNoticeRequest with what is secret in it hidden.
func (r CreateNoticeRequest) Format(f fmt.State, verb rune) {
	type plain CreateNoticeRequest
	transport.Hidden(f, verb, "baijiayun.CreateNoticeRequest", plain(r))
}

// LogValue gives slog the CreateNoticeRequest with what is secret in it hidden.
func (r CreateNoticeRequest) LogValue() slog.Value { return transport.HiddenLog(r) }

// Format writes the EnsuredRoom with what is secret in it hidden.
func (e EnsuredRoom) Format(f fmt.State, verb rune) {
	type plain EnsuredRoom
	transport.Hidden(f, verb, "baijiayun.EnsuredRoom", plain(e))
}

// LogValue gives slog the EnsuredRoom with what is secret in it hidden.
func (e EnsuredRoom) LogValue() slog.Value { return transport.HiddenLog(e) }
