package explain

import "errors"

func (in *inquiry) agora() error       { return errors.New("explain: not built yet") }
func (in *inquiry) aui() error         { return errors.New("explain: not built yet") }
func (in *inquiry) weclassroom() error { return errors.New("explain: not built yet") }

func (in *inquiry) openedSignMsg(string) any { return nil }

func (in *inquiry) decodedToken() any { return nil }
