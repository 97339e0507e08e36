using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.MasterKeys;
using UserDirectory.Database;
using UserDirectory.Links;
using UserDirectory.Mail;
using UserDirectory.Outbox;
using UserDirectory.SignIn;
using UserDirectory.Tests.Database;

namespace UserDirectory.Tests.Links;

/// <summary>Reads the mails that wait in the outbox, as their reader would.</summary>
internal static class LinkCalls
{
    /// <summary>The letters of this template about this person, the newest first.</summary>
    public static async Task<IReadOnlyList<Letter>> LettersAsync(this DirectoryFixture directory, Guid userId, string template)
    {
        await using var db = directory.NewContext();
        var messages = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.UserId == userId && message.Kind == OutboxKinds.Mail)
            .OrderByDescending(message => message.Id).ToListAsync();
        return [.. messages.Select(message => Read(message, directory.Get<MasterKey>())).Where(letter => letter.Template == template)];
    }

    /// <summary>The token in the newest of these letters.</summary>
    public static async Task<string> TokenAsync(this DirectoryFixture directory, Guid userId, string template) =>
        (await directory.LettersAsync(userId, template))[0].Secret!.Path!.Split("?token=")[1];

    /// <summary>An entrance of the caller's own context.</summary>
    public static AccountEntrance NewEntrance(this DirectoryFixture directory, IdentityDb db, bool verifiedEmailRequired = false)
    {
        var verification = new EmailVerification(db, directory.Get<MailLinks>(), directory.Get<LinkLetters>(), directory.Time);
        return new AccountEntrance(db, verification, verifiedEmailRequired, directory.Time);
    }

    /// <summary>Answers the wishes for mails that wait.</summary>
    public static async Task AnswerRequestsAsync(this DirectoryFixture directory)
    {
        var handler = directory.Services.GetServices<IOutboxHandler>().Single(one => one.Kind == OutboxKinds.MailRequest);
        await using var db = directory.NewContext();
        var now = directory.Time.GetUtcNow();
        foreach (var message in await db.Set<OutboxMessage>().Where(message => message.Kind == OutboxKinds.MailRequest && message.DeliveredAt == null).ToListAsync())
        {
            Assert.IsType<OutboxDelivery.Delivered>(await handler.DeliverAsync(message, CancellationToken.None));
            message.DeliveredAt = now;
        }

        await db.SaveChangesAsync();
    }

    private static Letter Read(OutboxMessage message, MasterKey masterKey)
    {
        var letter = JsonSerializer.Deserialize<Letter>(message.Payload)!;
        return SealedSecret.Open(message, masterKey) is { } secret ? letter with { Secret = JsonSerializer.Deserialize<LetterSecret>(secret) } : letter;
    }
}
