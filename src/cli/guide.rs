//! `thidua` alone: what there is to begin with.

use std::io::{self, Write as _};

use crate::cli::Exit;

const GUIDE: &str = "\
thidua – kiểm tra, chấm điểm, xếp hạng phong trào thi đua từ một thư mục YAML và CSV

  thidua init DIR                          thư mục mới: để điền, từ ví dụ, từ năm trước
  thidua template --unit MÃ -o bieu.xlsx   biểu trống, tiêu chí và chỉ tiêu điền sẵn
  thidua import TỆP…                       nhận bảng Excel, CSV đơn vị gửi
  thidua check [DIR]                       mọi chỗ sai, đúng ô, kèm cách sửa
  thidua feedback -o ../phan-hoi/          trả từng đơn vị bảng đã đánh dấu chỗ sai; danh sách đôn đốc
  thidua tally [DIR]                       điểm và thứ hạng trong từng khối
  thidua tally [DIR] -o tong-hop.xlsx      bảng tổng hợp để in và ký
  thidua tally [DIR] --period Q3           một kỳ
  thidua explain ĐƠN_VỊ                    vì sao đơn vị được chừng ấy điểm, từng phép tính
  thidua titles [DIR]                      ai được đề nghị danh hiệu gì, theo điều khoản nào
  thidua close KỲ · thidua verify          chốt kỳ · đối chiếu với các kỳ đã chốt, với bảng đã in
  thidua diff BẢN[..BẢN]                   hai bản khác gì: hạng, điểm, và dòng hay quy định nào gây ra
  thidua history [DIR]                     từng dòng vào kho khi nào, do ai, sửa khi nào
  thidua calendar [DIR]                    việc sắp đến hạn, đơn vị nào chưa nộp; .ics cho lịch điện thoại
  thidua rollup DIR… -o tong-hop.xlsx      nhiều phong trào cạnh nhau
  thidua rule [TÊN]                        vì sao một chỗ bị báo, ví dụ sai và đúng
  thidua schema phong-trao                 mọi khóa của phong-trao.yaml

DIR là thư mục có phong-trao.yaml; vắng thì tìm từ đây trở lên. `thidua <LỆNH> --help` có ví dụ.
";

pub(super) fn run() -> anyhow::Result<Exit> {
    io::stdout().lock().write_all(GUIDE.as_bytes())?;
    Ok(Exit::Done)
}
