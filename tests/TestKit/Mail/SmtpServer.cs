using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TestKit.Certificates;

namespace TestKit.Mail;

/// <summary>A mail server on loopback that keeps what it is given (RFC 5321), with STARTTLS (RFC 3207) and AUTH LOGIN (RFC 4954).</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public SmtpServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The messages that were taken, as they came.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>Whether STARTTLS is offered.</summary>
    public bool OffersTls { get; init; } = true;

    /// <summary>Who may send; null lets everybody.</summary>
    public (string Name, string Password)? Account { get; init; }

    /// <summary>What it answers to RCPT TO.</summary>
    public string RecipientAnswer { get; set; } = "250 OK";

    /// <summary>Accepts the connection and says nothing.</summary>
    public bool IsMute { get; init; }

    /// <summary>Takes the message, and is gone before it says so.</summary>
    public bool DiesAfterData { get; set; }

    /// <summary>Whether the last message came over TLS.</summary>
    public bool WasEncrypted { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true) sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                if (IsMute) await Task.Delay(Timeout.Infinite, _stop.Token);
                await TalkAsync(client.GetStream());
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client went, or the server stops.
            }
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        var (encrypted, known) = (false, Account is null);
        var lines = new StreamReader(stream, Encoding.Latin1);
        await SayAsync(stream, "220 localhost");
        while (await lines.ReadLineAsync(_stop.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "QUIT") return;
            if (verb == "STARTTLS")
            {
                await SayAsync(stream, "220 Go ahead");
                stream = await EncryptAsync(stream);
                (encrypted, lines) = (true, new StreamReader(stream, Encoding.Latin1));
                continue;
            }

            if (verb == "AUTH") known = await AuthenticateAsync(stream, lines, line);
            if (verb == "DATA" && await ReceiveAsync(stream, lines, encrypted)) return;
            if (verb is not ("AUTH" or "DATA")) await SayAsync(stream, AnswerTo(verb, encrypted, known));
        }
    }

    private string AnswerTo(string verb, bool encrypted, bool known) => verb switch
    {
        "EHLO" or "HELO" => "250-localhost\r\n" + (OffersTls && !encrypted ? "250-STARTTLS\r\n" : "") + (Account is null ? "" : "250-AUTH LOGIN\r\n") + "250 8BITMIME",
        "MAIL" => known ? "250 OK" : "530 Authentication required",
        "RCPT" => RecipientAnswer,
        _ => "250 OK",
    };

    private static async Task<SslStream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(
            X509Certificate2.CreateFromPemFile(LoopbackCertificates.Instance.CertificateFile, LoopbackCertificates.Instance.KeyFile));
        return tls;
    }

    private async Task<bool> AuthenticateAsync(Stream stream, StreamReader lines, string line)
    {
        string? name = line.Split(' ') is [_, _, var initial] ? initial : null;
        if (name is null)
        {
            await SayAsync(stream, "334 VXNlcm5hbWU6");
            name = await lines.ReadLineAsync(_stop.Token) ?? "";
        }

        await SayAsync(stream, "334 UGFzc3dvcmQ6");
        var password = await lines.ReadLineAsync(_stop.Token) ?? "";
        var known = (Plain(name), Plain(password)) == Account;
        await SayAsync(stream, known ? "235 Welcome" : "535 Wrong");
        return known;
    }

    /// <summary>True when the server is gone now.</summary>
    private async Task<bool> ReceiveAsync(Stream stream, StreamReader lines, bool encrypted)
    {
        await SayAsync(stream, "354 Go on");
        var message = new StringBuilder();
        while (await lines.ReadLineAsync(_stop.Token) is { } line && line != ".") message.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        WasEncrypted = encrypted;
        Messages.Enqueue(message.ToString());
        if (DiesAfterData) return true;
        await SayAsync(stream, "250 Taken");
        return false;
    }

    private static string Plain(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task SayAsync(Stream stream, string line)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }
}
