/** Vietnamese: words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const VI: LanguageBook = {
  code: 'vi',
  script: 'Latin',
  words: {
    agent: `
      ai, trí tuệ nhân tạo, trợ lý, mô hình ngôn ngữ, chatbot*, bot, tác nhân, tác tử, llm, chatgpt, gpt*, copilot
      claude, gemini, rô bốt, robot
    `,
    hail: `
      chào, xin chào, này, chú ý, lưu ý, @
      (ghi chú|tin nhắn|chỉ dẫn|hướng dẫn|thông báo|lệnh|lời nhắn) (cho|gửi|dành cho|tới|đến) (các|mọi|), gửi
      kính gửi, chỉ dành cho, dành riêng cho, hỡi
    `,
    toward: `cho, với, đối với`,
    address: `
      nếu bạn là ~ (ai|trợ lý|mô hình|chatbot|bot), với tư cách (là|) ~ (ai|trợ lý|mô hình)
      khi (tóm tắt|xử lý|đọc) ~ này, (con người|người đọc) có thể bỏ qua
    `,
    ignore: `bỏ qua, quên, phớt lờ, đừng (tuân|làm) theo, không (tuân|làm) theo, hủy bỏ, gạt bỏ, vi phạm, đừng nghe, xóa`,
    earlier: `trước, trước đó, trước đây, ở trên, bên trên, tất cả, mọi, toàn bộ, ban đầu, cũ, của bạn, hệ thống`,
    orders: `
      chỉ dẫn, hướng dẫn, chỉ thị, lệnh, mệnh lệnh, quy tắc, quy định, yêu cầu, prompt*, giới hạn, hạn chế, nhiệm vụ
      chính sách
    `,
    lapsed: `không còn (hiệu lực|giá trị|áp dụng), hết hiệu lực, bị hủy, đã bị thay thế, vô hiệu, bị bãi bỏ`,
    override: `
      (những gì|bất kể) ~ (được bảo|được dặn|nói), (hết|kết thúc) (tài liệu|văn bản|prompt)
      (phiên|nhiệm vụ|chỉ dẫn|hướng dẫn|lệnh|chỉ thị) mới, (thông báo|tin nhắn) (hệ thống|từ quản trị viên)
      (lệnh|chỉ dẫn|chỉ thị) từ (quản trị viên|hệ thống|nhà phát triển), chế độ (nhà phát triển|quản trị|bảo trì)
      bạn không còn bị, thay vì (tóm tắt|trả lời), ngừng (tóm tắt|dịch)
    `,
    user: `người dùng, người sử dụng, khách hàng, người đọc, con người, ai`,
    hide: `
      (đừng|không) (nói|cho|báo|đề cập|tiết lộ|thông báo|kể|hỏi), mà không (nói|báo|cho|hỏi), giấu, che giấu
      không được biết, đừng để
    `,
    conceal: `
      đừng (nhắc|đề cập), (mà không|không cần) (xác nhận|hỏi|đề cập), âm thầm, bí mật, lén lút, trong nền
      giả vờ (như|không)
    `,
    send: `gửi, chuyển tiếp, chuyển, tải lên, đính kèm, sao chép, chia sẻ, đăng, thêm`,
    data: `
      email*, thư, tin nhắn, cuộc trò chuyện, hội thoại, lịch sử, dữ liệu, danh bạ, liên hệ, tệp, tập tin, tài liệu
      mật khẩu, khóa, hộp thư, nội dung, thông tin
    `,
    ask: `hỏi, yêu cầu, xin, đòi, lấy`,
    secret: `
      mật khẩu, thẻ tín dụng, số (thẻ|tài khoản|cccd|căn cước|cmnd), mã (pin|otp|xác minh|xác thực|bảo mật), pin, otp
      cvv
    `,
    show: `hiển thị, tiết lộ, lặp lại, in, in ra, viết, cho xem, liệt kê, nói, đưa ra, dịch`,
    prompt: `
      (lời nhắc|prompt|chỉ dẫn|hướng dẫn|thông báo) hệ thống
      (chỉ dẫn|hướng dẫn|prompt|quy tắc) (của bạn|ban đầu|ẩn|bí mật|nội bộ)
    `,
    act: `
      chuyển khoản, thanh toán, trả tiền, phê duyệt, xóa, cấp quyền, chạy, thực thi, thực hiện, cài đặt, mở, truy cập
      nhấp, tải, mua, đặt, hủy, thay đổi, lưu, ghi nhớ, xác nhận, chấp nhận, tạo, trả lời, nói, viết, dịch, giải thích
      liệt kê, kể, dùng, gọi, cho
    `,
    answer: `
      (chỉ|luôn) trả lời, trả lời (chỉ|bằng|luôn), (câu trả lời|mọi câu trả lời) ~ (phải|bắt đầu|kết thúc)
      (bắt đầu|kết thúc) ~ (câu trả lời|bản tóm tắt), trước khi (trả lời|tóm tắt|tiếp tục), bước tiếp theo
      (đề xuất|giới thiệu) ~ (đầu tiên|tốt nhất), (nói|khẳng định) rằng, từ (bây giờ|giờ) (trở đi|), đừng tóm tắt
    `,
    persona: `
      (bây giờ bạn là|bạn bây giờ là|từ giờ bạn là), (hành động|cư xử|trả lời) như
      (giả vờ|giả sử|tưởng tượng) (bạn|là|rằng), đóng vai, không (có|bị) (giới hạn|hạn chế|kiểm duyệt|bộ lọc), dan
    `,
  },
};
