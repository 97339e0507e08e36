using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using TestKit.Pictures;
using UserApi.Tests.Hosting;

namespace UserApi.Tests.Avatars;

/// <summary>The process that makes pictures hangs, dies, is busy or missing; uploads creep.</summary>
public sealed class AvatarLimitTests
{
    [Fact]
    public async Task A_process_that_hangs_is_killed_with_its_children_and_leaves_nothing_behind()
    {
        var host = await WithProgramAsync("sleep 4321.5 & sleep 4321.5");
        var begun = Stopwatch.GetTimestamp();

        var answer = (await (await host.NewPersonAsync()).UploadAsync(TestPictures.Png())).Expect(503);

        Assert.NotNull(answer.Header("Retry-After"));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Empty(host.ReceivedPictures());
        Assert.DoesNotContain(CommandLines(), line => line.Contains("4321.5", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kill -9 $$")]
    [InlineData("kill -SEGV $$")]
    [InlineData("exec /nowhere/at-all")]
    public async Task A_process_that_dies_is_no_fault_of_the_picture(string script)
    {
        var host = await WithProgramAsync(script);
        var person = await host.NewPersonAsync();
        var before = await host.Database.ChecksumAsync();
        (await person.UploadAsync(TestPictures.Png())).Expect(503);
        Assert.Equal(before, await host.Database.ChecksumAsync());
        Assert.Empty(host.ReceivedPictures());
    }

    [Fact]
    public async Task What_the_process_gets_is_bounded_and_holds_no_secret()
    {
        var report = Path.Combine(Directory.CreateTempSubdirectory("identity-report-").FullName, "report");
        var host = await WithProgramAsync($"(ulimit -a; env) > {report}; exit 1");

        (await (await host.NewPersonAsync()).UploadAsync(TestPictures.Png())).Expect(400);

        var told = await File.ReadAllLinesAsync(report);
        Assert.Contains(told, line => line.StartsWith("address space", StringComparison.Ordinal) && !line.EndsWith("unlimited", StringComparison.Ordinal)
            || line.StartsWith("vmemory", StringComparison.Ordinal) && !line.EndsWith("unlimited", StringComparison.Ordinal));
        var variables = told.Where(line => line.Contains('=')).Select(line => line.Split('=')[0]);
        Assert.Empty(variables.Except(["PATH", "HOME", "TMPDIR", "LC_ALL", "PWD", "_", "SHLVL", "OLDPWD",
            "VIPS_BLOCK_UNTRUSTED", "VIPS_CONCURRENCY", "VIPS_DISC_THRESHOLD"]));
        Directory.Delete(Path.GetDirectoryName(report)!, recursive: true);
    }

    [Fact]
    public async Task Who_finds_all_turns_taken_is_told_to_come_back()
    {
        var host = await WithProgramAsync("sleep 3; exit 1", ("Avatars:Concurrency", "1"), ("Avatars:QueueLength", "0"), ("Avatars:TimeLimit", "00:00:10"));
        var (first, second) = (await host.NewPersonAsync(), await host.NewPersonAsync());

        var answers = await Task.WhenAll(first.UploadAsync(TestPictures.Png()), second.UploadAsync(TestPictures.Png()));

        Assert.Equal([400, 503], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task Without_the_program_pictures_are_read_but_not_set_and_the_host_is_ready()
    {
        var host = await ApiHost.StartAsync(null, ("Avatars:Program", "/nowhere/vips"));
        var person = await host.NewPersonAsync();

        Assert.Equal("not_installed", (await person.UploadAsync(TestPictures.Png())).Expect(501).Error);
        Assert.Equal(200, (await host.PictureAsync(person.Id)).Answer.Status);
        (await person.OwnAsync(HttpMethod.Delete)).Expect(200);
        Assert.Equal(200, (await host.Http.GetAsync("/health/ready")).StatusCode.GetHashCode());
    }

    [Fact]
    public async Task A_picture_that_creeps_in_is_given_up()
    {
        var host = await ApiHost.StartAsync(null, ("Avatars:UploadTime", "00:00:01"));
        var person = await host.NewPersonAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/users/avatar HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {person.Token("profile.api")}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"avatar\"; filename=\"a\"\r\n\r\nslow"));

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 408", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Empty(host.ReceivedPictures());
    }

    private static async Task<ApiHost> WithProgramAsync(string script, params (string, string)[] settings)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("identity-program-").FullName, "vips");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n");
        using (var chmod = Process.Start("chmod", ["+x", path])) await chmod.WaitForExitAsync();
        return await ApiHost.StartAsync(null, [("Avatars:Program", path), ("Avatars:TimeLimit", "00:00:02"), .. settings]);
    }

    private static IEnumerable<string> CommandLines()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out _)) continue;
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(folder, "cmdline"));
            }
            catch (IOException)
            {
                continue; // it ended
            }
            catch (UnauthorizedAccessException)
            {
                continue;
            }

            yield return line;
        }
    }
}
