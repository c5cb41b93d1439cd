package classin

import (
	"encoding/json"
	"time"

	"github.com/go-classcloud/classcloud/internal/wire"
)

// AccountStatus is where an account stands (AccountStatus).
type AccountStatus int

// AccountStatusCancelled is the status of an account that was deleted.
const AccountStatusCancelled AccountStatus = 255

var accountStatusNames = map[AccountStatus]string{AccountStatusCancelled: "Cancelled"}

// String returns the status's name, or AccountStatus(9) for a value this module does not know.
func (s AccountStatus) String() string { return wire.EnumName("AccountStatus", s, accountStatusNames) }

// AccountCallback reports that a user's account was deleted (账号注销), has another phone number (更换账号手机号码), or was set or changed as a
// sub-account of the institution (设置子账号). UID says whose.
type AccountCallback struct {
	Callback
	Phone       string        `json:"Telephone,omitzero"` // the new number
	Email       string        `json:"Email,omitzero"`
	RemarkName  string        `json:"RemarkName,omitzero"`     // set for CmdSubAccountSet
	Permissions string        `json:"PermissionList,omitzero"` // set for CmdSubAccountSet: "1,3,3_1,4"
	CancelTime  time.Time     `json:"CancellationTime,omitzero"`
	ReplaceTime time.Time     `json:"ReplaceTime,omitzero"`
	SetTime     time.Time     `json:"SetTime,omitzero"`
	Status      AccountStatus `json:"AccountStatus,omitzero"` // set for CmdAccountCancelled
}

// ConvertStatus is what became of a file's conversion (Result).
type ConvertStatus int

// The results of a conversion.
const (
	ConvertStatusConverted ConvertStatus = 2 // the file was converted
	ConvertStatusFailed    ConvertStatus = 3 // the conversion failed
)

var convertStatusNames = map[ConvertStatus]string{ConvertStatusConverted: "Converted", ConvertStatusFailed: "Failed"}

// String returns the result's name, or ConvertStatus(9) for a value this module does not know.
func (s ConvertStatus) String() string { return wire.EnumName("ConvertStatus", s, convertStatusNames) }

// FileConvertedCallback reports what became of the conversion of a file of the institution's account (文件转换结果).
type FileConvertedCallback struct {
	Callback
	FileID int64         `json:"FileID,omitzero"`
	Status ConvertStatus `json:"Result,omitzero"`
	Data   ConvertedFile `json:"Data,omitzero"`
}

// ConvertedFile is a file that was uploaded to be converted.
type ConvertedFile struct {
	FileName    string                     `json:"fileName,omitzero"`
	UploadTime  time.Time                  `json:"addTime,omitzero"`
	ConvertTime time.Time                  `json:"changeTime,omitzero"`
	Unknown     map[string]json.RawMessage `json:"unknown,omitzero" wire:"unknown"`
}
