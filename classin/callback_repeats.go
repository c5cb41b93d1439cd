package classin

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// deliveryID names a callback to Deliveries: what has the same name is the same callback. It holds the SID, so that schools can share a
// store, and says whether the vendor's _id follows or a digest of the content, so that neither can be taken for the other.
//
// certain is false where two callbacks with the same name can both be real. Such a name tells apart the callback that the vendor sends
// again now, because it sends nothing else before, but is not remembered.
func (w *Callback) deliveryID() (id string, certain bool) {
	school := vendor + ":" + strconv.FormatInt(w.SID, 10)
	if w.ID != "" {
		return school + ":id:" + w.ID, true
	}
	return school + ":body:" + contentDigest(w.Raw.text()), w.toldApart()
}

// contentDigest is the same for callbacks that say the same. TimeStamp and SafeKey are left out: they are of the sending, and no document
// says whether a callback that is sent again is signed again.
func contentDigest(body []byte) string {
	members, _ := wire.Split(body) // it was split before
	content, err := wire.Canonical(wire.AppendJSONObject(nil, appendRaw(nil, slices.DeleteFunc(members, isSignature))))
	if err != nil {
		content = body
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func isSignature(m wire.RawMember) bool { return m.Name == "TimeStamp" || m.Name == "SafeKey" }

// toldApart reports whether two callbacks with the same content are one callback. What CallbackHandler's comment says of it is inferred from
// the members that the documents list (datasub/details.md, classrelated.md, coursedata.md, ClassInfo.md, schoolrelated.md): a kind is
// told apart by its content when that holds a time of its own, the id of a file or a link, or says where something stands for good.
func (w *Callback) toldApart() bool {
	switch w.Cmd {
	case CmdLiveLike, CmdLiveGoods, CmdLiveChat, CmdTool:
		return false
	case CmdNetwork, CmdDeviceCheck, CmdExtended, CmdBlackboard, CmdLiveLogin, CmdLiveReserve, CmdLiveView,
		CmdEnd, CmdRecord, CmdUpload, CmdAnswers, CmdReplayView, CmdChat, CmdAttendance,
		CmdHomeworkSubmit,
		CmdCourseChange, CmdClassChange, CmdCourseStudentChange, CmdClassStudentChange,
		CmdFileConverted, CmdUserCheck, CmdAccountCancelled, CmdPhoneReplaced, CmdSubAccountSet:
		return true
	case CmdHomeworkScore, CmdExamScore, CmdAnswerSheetScore:
		if w.corrected() {
			return true
		}
	}
	return !w.Time.IsZero()
}

// corrected reports whether a score says when it was given.
func (w *Callback) corrected() bool {
	all, _ := wire.Split(w.Raw.text()) // it was split before
	data, _ := wire.Split(all.Get("Data"))
	at, err := wire.ParseTime(data.Text("CorrectionTime"))
	return err == nil && !at.IsZero()
}
