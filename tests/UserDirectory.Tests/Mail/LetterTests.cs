using System.Net.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.Users;

namespace UserDirectory.Tests.Mail;

public sealed class LetterTests : IDisposable
{
    private static readonly Guid Id = new("01890a5d-ac96-774b-bcce-b302099a8057");

    private static readonly MasterKey MasterKey = new([new byte[32]]);

    private static readonly LetterWishes NoWishes = new(null!); // these letters are sent whatever their reader chose

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-mail-");
    private readonly LetterWriter _writer = NewWriter("Identity");

    public static TheoryData<string> Templates =>
    [
        "Welcome", "WelcomeVerify", "VerifyEmail", "ResetPassword", "ResetPasswordByAdministrator", "Invitation", "ConfirmEmail", "EmailChangedUndo",
        "AddressWanted", "AddressTaken", "PasswordChanged", "TokenReuse", "DeletionRequested", "AccountKept", "AddressChanged", "UserNameChanged", "AccountLocked",
        .. Enum.GetNames<SecurityNotice>().Select(notice => $"Notice.{notice}"),
    ];

    [Theory, MemberData(nameof(Templates))]
    public async Task A_letter_has_a_subject_a_text_and_a_link_to_the_issuer_alone(string template)
    {
        var letter = new Letter(template, "ann@example.com", "en-GB", "Ann") { UserName = "ann", Secret = new LetterSecret("/way?token=t0ken", null) };
        using var mail = await WriteAsync(letter);

        Assert.Equal("ann@example.com", Assert.Single(mail.To).Address);
        Assert.Equal("no-reply@id.example.test", mail.From!.Address);
        Assert.NotEmpty(mail.Subject);
        Assert.StartsWith("Hello Ann,\n\n", mail.Body, StringComparison.Ordinal);
        Assert.All(
            mail.Body.Split((char[])[' ', '\n']).Where(word => word.Contains("://", StringComparison.Ordinal)),
            link => Assert.StartsWith("https://id.example.test/", link, StringComparison.Ordinal));
        Assert.Equal("<01890a5dac96774bbcceb302099a8057@id.example.test>", mail.Headers["Message-ID"]);
        Assert.Contains("https://id.example.test/way?token=t0ken\n", mail.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task Text_and_markup_say_the_same_and_load_nothing(string template)
    {
        var letter = new Letter(template, "ann@example.com", "en-GB", "Ann") { UserName = "ann", Secret = new LetterSecret("/way?token=t0ken", null) };
        using var mail = await WriteAsync(letter);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Html(mail));

        Assert.All(
            mail.Body.Split("\n\n-- ")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd(':')),
            line => Assert.Contains(line, page.Body!.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("img, script, link, iframe, [background], [src]"));
        Assert.DoesNotContain("url(", page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
        Assert.All(page.QuerySelectorAll("a"), link => Assert.StartsWith("https://id.example.test/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_installation_writes_under_its_own_name()
    {
        using var mail = await NewWriter("Contoso <Ltd>").WriteAsync(new Letter("PasswordChanged", "ann@example.com", null, "Ann"), Id, CancellationToken.None);
        Assert.Equal("Contoso <Ltd>", mail.From!.DisplayName);
        Assert.Contains("Contoso &lt;Ltd&gt;", Html(mail), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-CH", "Europe/Zurich", "10:30")]
    [InlineData("en", "no such zone", "9:30")]
    [InlineData("no such language", null, "9:30")]
    public async Task Times_are_those_of_the_reader(string locale, string? zone, string expected)
    {
        var facts = new NoticeFacts(null, null, new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero));
        using var mail = await WriteAsync(new Letter("Notice.NewDevice", "ann@example.com", locale, "Ann") { Facts = facts, Zone = zone });
        Assert.Contains(expected, mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>\r\nBcc: all@example.com")]
    [InlineData("https://evil.example Click here")]
    [InlineData("evil.example")]
    [InlineData("Ann\u2028<b>")]
    [InlineData("You won a prize, call us now at this number: 555 0100")]
    public async Task A_hostile_name_is_not_written_and_makes_no_header(string name)
    {
        using var mail = await WriteAsync(new Letter("Welcome", "ann@example.com", null, name));

        Assert.DoesNotContain(name, Html(mail), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Html(mail), StringComparison.Ordinal);
        Assert.StartsWith("Hello,\n\n", mail.Body, StringComparison.Ordinal);
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain('\n', mail.Subject);
    }

    [Fact]
    public async Task What_only_the_reader_may_know_is_in_the_mail_and_sealed_in_the_outbox()
    {
        var handler = new MailHandler(_writer, NoWishes, new FileTransport(_folder.FullName), MasterKey);
        var message = Letters.Code(new User { Id = Id, UserName = "ann", Email = "ann@example.com" }, "493021");
        message.Id = Id;
        SealedSecret.Seal(message, MasterKey);
        Assert.DoesNotContain("493021", message.Payload, StringComparison.Ordinal);

        Assert.IsType<OutboxDelivery.Delivered>(await handler.DeliverAsync(message, CancellationToken.None));
        Assert.Contains("493021", MailText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_says_where_and_when()
    {
        const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0";
        var facts = new NoticeFacts(Firefox, "203.0.113.7", new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero));
        using var mail = await WriteAsync(new Letter("Notice.NewDevice", "ann@example.com", "en", "Ann") { Facts = facts });
        Assert.Contains("203.0.113.7", mail.Body, StringComparison.Ordinal);
        Assert.Contains("2026", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Browser: Firefox on Linux\n", mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Your account is locked, call +1 555 0100 now")]
    [InlineData("https://evil.example/help")]
    [InlineData("Mozilla/5.0 <b>")]
    public async Task What_a_stranger_has_a_browser_say_is_not_written(string userAgent)
    {
        var facts = new NoticeFacts(userAgent, null, new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero));
        using var mail = await WriteAsync(new Letter("Notice.NewDevice", "ann@example.com", "de", "Ann") { Facts = facts });
        Assert.DoesNotContain(userAgent, mail.Body, StringComparison.Ordinal);
        Assert.Contains("Browser: unbekannt\n", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_a_mail_becomes_a_file_and_a_second_delivery_replaces_it()
    {
        var handler = new MailHandler(_writer, NoWishes, new FileTransport(_folder.FullName), MasterKey);
        var message = Letters.Welcome(new User { Id = Id, UserName = "ann", Email = "ann@example.com" });
        message.Id = Id;

        Assert.IsType<OutboxDelivery.Delivered>(await handler.DeliverAsync(message, CancellationToken.None));
        Assert.IsType<OutboxDelivery.Delivered>(await handler.DeliverAsync(message, CancellationToken.None));

        var file = Assert.Single(_folder.EnumerateFileSystemInfos());
        Assert.Equal("01890a5dac96774bbcceb302099a8057.eml", file.Name);
        var text = await File.ReadAllTextAsync(file.FullName);
        Assert.Contains("Message-ID: <01890a5dac96774bbcceb302099a8057@id.example.test>", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("To: ann@example.com", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_is_a_failure_that_may_pass()
    {
        var port = TestKit.Ports.FreePorts.Take(1)[0];
        var handler = new MailHandler(_writer, NoWishes, new SmtpTransport(new MailOptions { Host = "127.0.0.1", Port = port, StartTls = false }, TimeProvider.System), MasterKey);
        var message = Letters.Welcome(new User { Id = Id, UserName = "ann", Email = "ann@example.com" });

        Assert.IsType<OutboxDelivery.Failed>(await handler.DeliverAsync(message, CancellationToken.None));
    }

    [Theory]
    [InlineData(0, null, null, true)]
    [InlineData(25, "not an address", null, true)]
    [InlineData(25, null, "me", false)]
    public void Wrong_settings_are_named(int port, string? from, string? userName, bool startTls) =>
        Assert.StartsWith("The setting Email:Smtp:", MailOptions.Problem(new MailOptions { Port = port, From = from, UserName = userName, Password = "x", StartTls = startTls }), StringComparison.Ordinal);

    private static LetterWriter NewWriter(string brand) => new(
        new PublicUrls { Issuer = "https://id.example.test" }, new MailOptions(),
        new LetterMarkup(new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance), brand);

    private Task<MailMessage> WriteAsync(Letter letter) => _writer.WriteAsync(letter, Id, CancellationToken.None);

    private static string Html(MailMessage mail)
    {
        var stream = Assert.Single(mail.AlternateViews).ContentStream;
        stream.Position = 0;
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>The mail in the folder, its parts decoded.</summary>
    private string MailText()
    {
        var raw = File.ReadAllText(_folder.EnumerateFiles("*.eml").Single().FullName);
        var parts = raw.Split("\r\n\r\n").Select(part => part.Split("\r\n--")[0].Replace("\r\n", "", StringComparison.Ordinal));
        return raw + string.Concat(parts.Select(Decoded));
    }

    private static string Decoded(string part)
    {
        var bytes = new byte[part.Length];
        return Convert.TryFromBase64String(part, bytes, out var length) ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
