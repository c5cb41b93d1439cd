package baijiayun

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/transport"
)

// PlaybackRef names a playback. As JSON it is the vendor's text: "17110879095169" for a room's only playback, "1711087909231-201711281" for
// a session of a long-term room.
type PlaybackRef struct {
	RoomID    int64
	SessionID int64 // which playback of a long-term room; 0 for other rooms
}

// String returns the vendor's text.
func (p PlaybackRef) String() string {
	if p.SessionID == 0 {
		return strconv.FormatInt(p.RoomID, 10)
	}
	return fmt.Sprintf("%d-%d", p.RoomID, p.SessionID)
}

// MarshalJSON writes the vendor's text. It refuses what cannot name a playback.
func (p PlaybackRef) MarshalJSON() ([]byte, error) {
	if p.RoomID < 1 || p.SessionID < 0 {
		return nil, fmt.Errorf("%d with session %d does not name a playback", p.RoomID, p.SessionID)
	}
	return json.Marshal(p.String())
}

// UnmarshalJSON reads the vendor's text, or a room's bare number.
func (p *PlaybackRef) UnmarshalJSON(text []byte) error {
	ref, ok := parsePlaybackRef(strings.Trim(string(text), `"`))
	if !ok {
		return fmt.Errorf("%.60q does not name a playback: want a room, or a room and a session as 1711087909231-201711281", text)
	}
	*p = ref
	return nil
}

// parsePlaybackRef reads the vendor's text.
func parsePlaybackRef(text string) (ref PlaybackRef, ok bool) {
	room, session, inSession := strings.Cut(text, "-")
	var err error
	if ref.RoomID, err = strconv.ParseInt(room, 10, 64); err != nil || ref.RoomID < 1 {
		return PlaybackRef{}, false
	}
	if !inSession {
		return ref, true
	}
	if ref.SessionID, err = strconv.ParseInt(session, 10, 64); err != nil || ref.SessionID < 0 {
		return PlaybackRef{}, false
	}
	return ref, true
}

// GetPlaybackTokensRequest names playbacks and how long their tokens are valid.
type GetPlaybackTokensRequest struct {
	Playbacks []PlaybackRef  `json:"room_ids" wire:"comma" check:"required"`     // no source says how many at most
	Lifetime  *time.Duration `json:"expires_in" wire:"seconds" check:"required"` // in whole seconds; new(time.Duration(0)) for tokens that never expire
}

// PlaybackToken is a token that opens the player of one playback. Everybody who has it can watch until it expires.
type PlaybackToken struct {
	RoomID    int64  `json:"room_id,omitzero"`
	SessionID int64  `json:"session_id,omitzero"` // which playback of a long-term room; 0 for other rooms
	Token     string `json:"token,omitzero"`
}

// Format writes the PlaybackToken with what is secret in it hidden.
func (p PlaybackToken) Format(f fmt.State, verb rune) {
	type plain PlaybackToken
	transport.Hidden(f, verb, "baijiayun.PlaybackToken", plain(p))
}

// LogValue gives slog the PlaybackToken with what is secret in it hidden.
func (p PlaybackToken) LogValue() slog.Value { return transport.HiddenLog(p) }

// UnmarshalText reads the vendor's text where it is the key of a map.
func (p *PlaybackRef) UnmarshalText(text []byte) error {
	ref, ok := parsePlaybackRef(string(text))
	if !ok {
		return fmt.Errorf("%.60q does not name a playback", text)
	}
	*p = ref
	return nil
}

func (p PlaybackRef) compare(other PlaybackRef) int {
	return cmp.Or(cmp.Compare(p.RoomID, other.RoomID), cmp.Compare(p.SessionID, other.SessionID))
}

// playbackTokens is a reply with one token per playback.
type playbackTokens struct {
	Tokens map[PlaybackRef]tokenText `json:"tokens"`
}

// GetTokens returns tokens for many playbacks in one call, ordered by room and session. A playback that the reply does not name has none; one
// that it names without a token is an error beside the others, and a reply that names none at all is NotFound.
//
// Baijiayun 批量获取回放token (回放服务端API文档), POST /openapi/playback/getPlayerTokenBatch. The parameters are those of 007gzs/baijiayun;
// lizhongyuan3/cloud-live reads the reply as a map of texts. That its keys are the names of the request is inferred. Safe to repeat.
func (s PlaybacksService) GetTokens(ctx context.Context, in *GetPlaybackTokensRequest, opts ...classcloud.CallOption) ([]PlaybackToken, error) {
	out, err := call[*playbackTokens](ctx, s.client, opPlaybacksGetTokens, in, opts)
	if out == nil {
		return nil, err
	}
	return sorted(out.Tokens, PlaybackRef.compare, func(ref PlaybackRef, token tokenText) PlaybackToken {
		return PlaybackToken{RoomID: ref.RoomID, SessionID: ref.SessionID, Token: string(token)}
	}), err
}
