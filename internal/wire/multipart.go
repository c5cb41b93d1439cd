package wire

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"path/filepath"
	"strings"
)

// Upload is a multipart body that streams its files.
type Upload struct {
	ContentType string
	Length      int64 // of the whole body; -1 when a file's size cannot be told
	parts       []uploadPart
}

type uploadPart struct {
	text []byte    // what stands between the files, or
	file io.Reader // a file
	seek io.Seeker // of file, where it can be rewound
	from int64     // where file stood at first
}

// NewUpload lays out fields and files. boundary must be of letters and digits, at most 70.
func NewUpload(boundary string, fields []Member, files []FilePart) (*Upload, error) {
	var text bytes.Buffer
	w := multipart.NewWriter(&text)
	if err := w.SetBoundary(boundary); err != nil {
		return nil, err
	}
	for _, f := range fields {
		if err := w.WriteField(f.Name, f.Value.FormText()); err != nil {
			return nil, err
		}
	}
	u := &Upload{ContentType: w.FormDataContentType()}
	for _, f := range files {
		if _, err := w.CreatePart(fileHeader(f)); err != nil {
			return nil, err
		}
		u.addText(&text)
		u.addFile(f.File.Content)
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	u.addText(&text)
	return u, nil
}

func (u *Upload) addText(text *bytes.Buffer) {
	u.parts = append(u.parts, uploadPart{text: bytes.Clone(text.Bytes())})
	if u.Length >= 0 {
		u.Length += int64(text.Len())
	}
	text.Reset()
}

func (u *Upload) addFile(content io.Reader) {
	part := uploadPart{file: content}
	size := int64(-1)
	if seeker, ok := content.(io.Seeker); ok {
		if from, rest, err := restOf(seeker); err == nil {
			part.seek, part.from, size = seeker, from, rest
		}
	} else if buffer, ok := content.(*bytes.Buffer); ok { // Len of an unknown type may count something else
		size = int64(buffer.Len())
	}
	u.parts = append(u.parts, part)
	if size < 0 || u.Length < 0 {
		u.Length = -1
		return
	}
	u.Length += size
}

// restOf tells where a seeker stands and how much follows; a pipe is a seeker that cannot seek.
func restOf(s io.Seeker) (from, rest int64, err error) {
	if from, err = s.Seek(0, io.SeekCurrent); err != nil {
		return 0, 0, err
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, 0, err
	}
	_, err = s.Seek(from, io.SeekStart)
	return from, end - from, err
}

// Reader starts the body from its beginning. It fails where a file that was read cannot be rewound.
func (u *Upload) Reader(again bool) (io.Reader, error) {
	readers := make([]io.Reader, len(u.parts))
	for i, p := range u.parts {
		switch {
		case p.file == nil:
			readers[i] = bytes.NewReader(p.text)
			continue
		case again && p.seek == nil:
			return nil, errors.New("the file cannot be read again: pass one that can seek, such as an *os.File")
		case again:
			if _, err := p.seek.Seek(p.from, io.SeekStart); err != nil {
				return nil, fmt.Errorf("the file cannot be read again: %w", err)
			}
		}
		readers[i] = p.file
	}
	return io.MultiReader(readers...), nil
}

// fileHeader keeps a name's UTF-8 as it is, as browsers and curl do and PHP reads.
func fileHeader(f FilePart) textproto.MIMEHeader {
	escape := strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "_", "\n", "_")
	return textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, escape.Replace(f.Field), escape.Replace(f.File.Name))},
		"Content-Type":        {mediaType(f.File.Name)},
	}
}

// mediaType names the formats the vendors take, the same on every machine.
func mediaType(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".doc":
		return "application/msword"
	case ".docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case ".ppt":
		return "application/vnd.ms-powerpoint"
	case ".pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".gif":
		return "image/gif"
	case ".zip":
		return "application/zip"
	case ".mp3":
		return "audio/mpeg"
	case ".mp4":
		return "video/mp4"
	}
	return "application/octet-stream"
}
