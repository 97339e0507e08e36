using MachineClient;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    var settings = Settings.Read(args);
    using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
    using var token = new ServiceToken(http, settings, "admin.api", TimeProvider.System);
    try
    {
        var count = 0;
        await foreach (var user in new UserList(http, token, settings).ReadAsync(stop.Token))
        {
            Console.WriteLine($"{user.Username,-20} {user.Status,-10} {user.Email}");
            count++;
        }
        Console.WriteLine($"{count} users, {settings.PageSize} a page; tokens asked for: {token.Asked}");
        return 0;
    }
    catch (HttpRequestException error)
    {
        throw StoppedException.Unreachable(token.Asked == 0 ? settings.Issuer : settings.Api, error.Message);
    }
}
catch (StoppedException stopped)
{
    await Console.Error.WriteLineAsync(stopped.Message);
    return stopped.ExitCode;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync(stop.IsCancellationRequested ? "Stopped." : "There was no answer within 10 seconds.");
    return 1;
}
