using AppHost;
using ServiceDefaults.Configuration;

try
{
    await using var platform = new LocalPlatform(LocalSettings.Read(args));
    await platform.StartAsync(CancellationToken.None);
    platform.WriteBanner(Console.Out);
    await platform.WaitAsync(CancellationToken.None);
    return 0;
}
catch (Exception exception) when (StartupFailure.Explain(exception) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}
