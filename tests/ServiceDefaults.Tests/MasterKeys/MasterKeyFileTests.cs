using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using ServiceDefaults.Configuration;
using ServiceDefaults.MasterKeys;

namespace ServiceDefaults.Tests.MasterKeys;

public sealed class MasterKeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-master-key-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void In_development_a_key_is_made_that_only_its_owner_can_read_and_is_kept()
    {
        var wrapped = Open(null, "Development").Wrap("secret"u8, "test");
        Assert.Equal("secret"u8.ToArray(), Open(null, "Development").Unwrap(wrapped, "test"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "master.key")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Apps_that_start_at_once_get_the_same_key()
    {
        for (var round = 0; round < 50; round++)
        {
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open(null, "Development"))));
            var wrapped = keys[0].Wrap("secret"u8, "test");
            foreach (var key in keys) Assert.Equal("secret"u8.ToArray(), key.Unwrap(wrapped, "test"));
            File.Delete(Assert.Single(Directory.GetFiles(_folder)));
        }
    }

    [Fact]
    public void Outside_development_the_file_must_be_named()
    {
        var failure = Assert.Throws<StartupFailure>(() => Open(null, "Production"));
        Assert.Contains("Identity:MasterKeyFile", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Comments_and_empty_lines_do_not_count_and_the_first_key_writes()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var path = Write($"# since March\n\n{Convert.ToBase64String(first)}\n  {Convert.ToBase64String(second)}  \n");
        var key = Open(path, "Production");
        Assert.Equal("a"u8.ToArray(), new MasterKey([first]).Unwrap(key.Wrap("a"u8, "test"), "test"));
        Assert.Equal("b"u8.ToArray(), key.Unwrap(new MasterKey([second]).Wrap("b"u8, "test"), "test"));
    }

    [Theory]
    [InlineData("", "no key")]
    [InlineData("# nothing\n", "no key")]
    [InlineData("not base64!\n", "line 1")]
    [InlineData("\nAAAA\n", "line 2")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "line 1")] // 36 bytes
    public void A_file_that_holds_something_else_stops_the_start(string content, string names)
    {
        var path = Write(content);
        var failure = Assert.Throws<StartupFailure>(() => Open(path, "Production"));
        Assert.Contains("Identity:MasterKeyFile", failure.Message, StringComparison.Ordinal);
        Assert.Contains(names, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("AAAA", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_stops_the_start() =>
        Assert.Contains("/nowhere/master.key", Assert.Throws<StartupFailure>(() => Open("/nowhere/master.key", "Development")).Message, StringComparison.Ordinal);

    private string Write(string content)
    {
        var path = Path.Combine(_folder, "configured.key");
        File.WriteAllText(path, content);
        return path;
    }

    private MasterKey Open(string? path, string environment)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Directory"] = _folder, ["Identity:MasterKeyFile"] = path })
            .Build();
        return MasterKeyFile.Open(configuration, new NamedEnvironment(environment));
    }

    private sealed class NamedEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Tests";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
