package transport

import (
	"bytes"
	"net/http"
	"strconv"

	"github.com/go-classcloud/classcloud"
)

// weigh reads the HTTP status beside what the envelope says: the more doubtful of the two decides. A payload beside a failure is what
// the reply holds all the same: the id of what was created.
func (r *run) weigh(reply *classcloud.Reply, payload []byte, failure *classcloud.Error) ([]byte, *classcloud.Error) {
	if reply.Status >= 200 && reply.Status < 300 {
		return payload, failure
	}
	says := StatusError(reply)
	switch {
	case isLimit(reply.Status):
		if failure == nil {
			failure = says
		}
		failure.Kind, failure.Outcome = classcloud.ResourceExhausted, classcloud.OutcomeNotApplied
		return nil, failure
	case isOwnStatus(reply.Status, failure):
	case isDoubtful(reply.Status):
		if failure == nil {
			says.Message += ", beside a reply that says success"
			return payload, says
		}
		failure.Kind = says.Kind
		if failure.Outcome != classcloud.OutcomeApplied {
			failure.Outcome = classcloud.OutcomeUnknown
		}
	case reply.Status >= 400 && failure == nil:
		says.Message += ", beside a reply that says success"
		says.Outcome = classcloud.OutcomeUnknown
		return payload, says
	}
	return payload, failure
}

// isLimit reports whether a status says that the call came too soon, and was not carried out: 429, and 439 of Agora's.
func isLimit(status int) bool { return status == http.StatusTooManyRequests || status == 439 }

// isDoubtful reports whether a status leaves open what became of the call: a server or gateway that failed, a time that ran out, an
// answer that is none.
func isDoubtful(status int) bool {
	return status < 200 || status == http.StatusRequestTimeout || status >= 500 && status != http.StatusNotImplemented
}

// isOwnStatus reports whether a status stands outside of HTTP and is itself the vendor's code, which the vendor's table explains:
// ClassIn's 901.
func isOwnStatus(status int, failure *classcloud.Error) bool {
	return status > 599 && failure != nil && failure.Code == strconv.Itoa(status)
}

// StatusCode is what a vendor's code means that is an HTTP status by its form, and stands in no table: 429 and 500 to 599.
func StatusCode(code string) (CodeInfo, bool) {
	status, err := strconv.Atoi(code)
	if err != nil || len(code) != 3 || !isLimit(status) && (status < 500 || status > 599) {
		return CodeInfo{}, false
	}
	info := CodeInfo{Kind: KindOfStatus(status), Outcome: classcloud.OutcomeUnknown, Text: http.StatusText(status), Retry: true}
	if isLimit(status) || status == http.StatusNotImplemented {
		info.Outcome = classcloud.OutcomeNotApplied
	}
	return info, true
}

// DoubtAnother warns of a reply that says it is about another thing than was asked for. name is the vendor's of the id, and got "" where the reply has
// none.
func DoubtAnother(c *Call, name, got, asked string) {
	if got != "" && got != asked {
		c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply is about the " + name + " " + got + ", and " + asked + " was asked for"})
	}
}

// DoubtCommand warns of a success of an operation without a result beside data that looks like a no: PHP programs write false there when what
// they called has failed. Nothing else in data says anything.
func DoubtCommand(c *Call, data []byte) {
	if c.Op.Payload == PayloadNone && string(bytes.TrimSpace(data)) == "false" {
		c.Warnings = append(c.Warnings, classcloud.Warning{Message: "the reply says success beside data false, which no document explains: look whether it was done"})
	}
}
