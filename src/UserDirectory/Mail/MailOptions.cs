using System.Net.Mail;

namespace UserDirectory.Mail;

/// <summary>The section <c>Email:Smtp</c>. Without a host, mails are written as .eml files under <c>Data:Directory</c>/mail.</summary>
public sealed class MailOptions
{
    public const string Section = "Email:Smtp";

    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>Asks the server for TLS, and refuses to send without it.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>How long a server may take for one mail. The mail is then tried again later.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The sender's address; by default <c>no-reply</c> at the issuer's host.</summary>
    public string? From { get; set; }

    public static string? Problem(MailOptions options) => options switch
    {
        { Port: < 1 or > 65535 } => $"The setting Email:Smtp:Port is {options.Port}: write a port from 1 to 65535.",
        { From: { } from } when !MailAddress.TryCreate(from, out _) => $"The setting Email:Smtp:From is \"{from}\", which is not an e-mail address.",
        _ when options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromSeconds(50) =>
            $"The setting Email:Smtp:Timeout is {options.Timeout}: write a duration between 00:00:01 and 00:00:50.",
        { UserName: not null, Password: null } => "The setting Email:Smtp:UserName is there, but Email:Smtp:Password is missing.",
        { UserName: not null, StartTls: false } => "The setting Email:Smtp:StartTls is false: a password is not sent in the open. Remove it or Email:Smtp:UserName.",
        _ => null,
    };
}
