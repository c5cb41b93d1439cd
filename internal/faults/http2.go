package faults

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

// ErrorCode is an error code of HTTP/2, RFC 9113 section 7.
type ErrorCode uint32

// The error codes that a peer may give for a request.
const (
	NoError         ErrorCode = 0x0
	ProtocolError   ErrorCode = 0x1
	InternalError   ErrorCode = 0x2
	RefusedStream   ErrorCode = 0x7
	Cancel          ErrorCode = 0x8
	EnhanceYourCalm ErrorCode = 0xb
)

const (
	frameData, frameHeaders, frameReset, frameSettings, framePing, frameGoAway = 0x0, 0x1, 0x3, 0x4, 0x6, 0x7

	flagEndStream, flagAck, flagEndHeaders = 0x1, 0x1, 0x4

	preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
)

// HTTP2 is a server that speaks HTTP/2 over TLS frame by frame, so that it can break every rule. It counts the requests that arrived.
type HTTP2 struct {
	URL string

	*listening

	answer func(*Stream)
	early  bool
	begun  atomic.Int64
	whole  atomic.Int64
}

// Stream is one request that arrived, to be answered.
type Stream struct {
	ID uint32

	conn  net.Conn
	write *sync.Mutex
}

// ServeHTTP2 starts a server that answers each request, once it is whole, by answer. It ends with the test.
func ServeHTTP2(t testing.TB, answer func(*Stream)) *HTTP2 { return serveHTTP2(t, answer, false) }

// ServeHTTP2Early starts a server that answers each request as soon as its headers are there, with its body still under way.
func ServeHTTP2Early(t testing.TB, answer func(*Stream)) *HTTP2 { return serveHTTP2(t, answer, true) }

func serveHTTP2(t testing.TB, answer func(*Stream), early bool) *HTTP2 {
	t.Helper()
	s := &HTTP2{answer: answer, early: early}
	s.listening = listen(t, &tls.Config{Certificates: []tls.Certificate{certificate(t)}, NextProtos: []string{"h2"}}, s.serve)
	s.URL = "https://" + s.address()
	return s
}

// Begun returns how many requests arrived, be it in part.
func (s *HTTP2) Begun() int { return int(s.begun.Load()) }

// Whole returns how many requests arrived whole.
func (s *HTTP2) Whole() int { return int(s.whole.Load()) }

// serve reads frames and answers requests. Flow control is opened as wide as it goes, so that uploads need no further frames.
func (s *HTTP2) serve(conn net.Conn) {
	in := bufio.NewReader(conn)
	greeting := make([]byte, len(preface))
	if _, err := io.ReadFull(in, greeting); err != nil || string(greeting) != preface {
		return
	}
	write := new(sync.Mutex)
	hello := &Stream{conn: conn, write: write}
	hello.Frame(frameSettings, 0, []byte{0, 3, 0, 0, 0, 1, 0, 4, 0x7f, 0xff, 0xff, 0xff}) // one stream at a time; its window
	hello.Frame(0x8, 0, binary.BigEndian.AppendUint32(nil, 1<<31-1-65535))                // and of the connection
	for head := make([]byte, 9); ; {
		if _, err := io.ReadFull(in, head); err != nil {
			return
		}
		length, kind, flags := int(head[0])<<16|int(head[1])<<8|int(head[2]), head[3], head[4]
		if _, err := io.CopyN(io.Discard, in, int64(length)); err != nil {
			return
		}
		stream := &Stream{ID: binary.BigEndian.Uint32(head[5:]) &^ (1 << 31), conn: conn, write: write}
		switch kind {
		case frameSettings:
			if flags&flagAck == 0 {
				hello.Frame(frameSettings, flagAck, nil)
			}
		case framePing:
			if flags&flagAck == 0 {
				hello.Frame(framePing, flagAck, make([]byte, 8))
			}
		case frameHeaders, frameData:
			s.received(stream, kind == frameHeaders, flags&flagEndStream != 0)
		}
	}
}

// received counts a request and answers it when it is due.
func (s *HTTP2) received(stream *Stream, head, end bool) {
	if head {
		s.begun.Add(1)
	}
	if end {
		s.whole.Add(1)
	}
	if due := end; s.early && head || !s.early && due {
		s.answer(stream)
	}
}

// Frame writes a frame of the stream; settings, pings, windows and GOAWAY belong to stream 0.
func (s *Stream) Frame(kind, flags byte, payload []byte) {
	id := s.ID
	if kind == frameSettings || kind == framePing || kind == frameGoAway {
		id = 0
	}
	frame := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), kind, flags}
	s.Raw(append(binary.BigEndian.AppendUint32(frame, id), payload...))
}

// Raw writes bytes as they are.
func (s *Stream) Raw(bytes []byte) {
	s.write.Lock()
	defer s.write.Unlock()
	_, _ = s.conn.Write(bytes)
}

// Reset ends the stream with RST_STREAM.
func (s *Stream) Reset(code ErrorCode) {
	s.Frame(frameReset, 0, binary.BigEndian.AppendUint32(nil, uint32(code)))
}

// GoAway says that streams above last were not handled, and that the connection ends.
func (s *Stream) GoAway(last uint32, code ErrorCode) {
	s.Frame(frameGoAway, 0, binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, last), uint32(code)))
}

// Headers answers with a status and headers, given as name and value in turn. end says that no body follows.
func (s *Stream) Headers(status int, end bool, headers ...string) {
	var block bytes.Buffer
	literal := func(name, value string) { // RFC 7541 section 6.2.2, without Huffman; short texts only
		block.WriteByte(0)
		block.WriteByte(byte(len(name)))
		block.WriteString(name)
		block.WriteByte(byte(len(value)))
		block.WriteString(value)
	}
	literal(":status", strconv.Itoa(status))
	for i := 0; i < len(headers); i += 2 {
		literal(headers[i], headers[i+1])
	}
	flags := byte(flagEndHeaders)
	if end {
		flags |= flagEndStream
	}
	s.Frame(frameHeaders, flags, block.Bytes())
}

// Data sends a part of the body.
func (s *Stream) Data(body string, end bool) {
	for len(body) > 16000 { // frames have at most 16,384 bytes
		s.Frame(frameData, 0, []byte(body[:16000]))
		body = body[16000:]
	}
	flags := byte(0)
	if end {
		flags = flagEndStream
	}
	s.Frame(frameData, flags, []byte(body))
}

// Close drops the connection.
func (s *Stream) Close() { _ = s.conn.Close() }

// Client returns an HTTP client for the server, which uses connections of its own.
func (s *HTTP2) Client(t testing.TB) *http.Client {
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots(t)}, ForceAttemptHTTP2: true}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}
